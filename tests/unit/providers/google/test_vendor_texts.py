"""What a vendor's no is told as."""

from __future__ import annotations

from typing import Literal

import pytest

from reconciler.providers.base import VendorCode, vendor_fault
from reconciler.providers.google.response import Response
from reconciler.report.texts import Texts


@pytest.mark.parametrize("code", list(VendorCode))
@pytest.mark.parametrize("language", ["bg", "en"])
def test_every_vendor_code_has_a_text(code: VendorCode, language: Literal["bg", "en"]) -> None:
    """It names the tenant and the thing, and never what Google's message may give away."""
    answer = Response(403, b"", "forbidden", "u1@x.example may not")
    text = Texts(language).fault(vendor_fault("ou-proba", code, "group/staff", answer))
    assert text.startswith("ou-proba: group/staff: ")
    assert "u1@" not in text
