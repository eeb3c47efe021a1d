"""The web page: what it shows, that names survive, that it loads nothing from elsewhere."""

from __future__ import annotations

import re

import pytest

from reconciler.simulator.core.views import tenant_view
from reconciler.simulator.google import GoogleTenant
from tests.simulator.core.world import GROUP, Site


def shown(site: Site, query: str = "") -> str:
    status, text = site.raw("GET", f"/{query}", None, {})
    assert status == 200
    return text


def test_the_page_lists_tenants_and_requests(site: Site) -> None:
    """With a link to each tenant, and the last calls with their statuses."""
    site.call("GET", GROUP, headers=site.google())
    text = shown(site)
    for words in ("/?tenant=north", "south.example", "staff@north.example", ">200<"):
        assert words in text


def test_a_tenants_page_shows_units_groups_and_licences(site: Site) -> None:
    """Of both vendors; Bulgarian names as they are, and nothing of a name becomes HTML."""
    units = "/admin/directory/v1/customer/my_customer/orgunits"
    site.as_admin("north", "POST", units, {"name": "Учители", "parentOrgUnitPath": "/"})
    site.as_admin("north", "PATCH", GROUP, {"name": "<script>Хор</script>"})
    text = shown(site, "?tenant=north")
    assert "Учители" in text
    assert "&lt;script&gt;Хор" in text
    unit = {"displayName": "Ученици/5 клас"}
    site.as_admin("south", "POST", "/v1.0/directory/administrativeUnits", unit)
    site.behave("south", quota=True)
    text = shown(site, "?tenant=south")
    for words in ("Ученици/5 клас", "staff@south.example", "&#34;quota&#34;: true"):
        assert words in text


def test_the_page_loads_nothing(site: Site) -> None:
    """No script, and every reference stays on this server."""
    for query in ("", "?tenant=north", "?tenant=south"):
        text = shown(site, query)
        assert "<script" not in text
        assert all(
            link.startswith(("/", "data:")) for link in re.findall(r'(?:href|src)="([^"]*)', text)
        )


def test_a_tenant_that_is_not_here_has_no_page(site: Site) -> None:
    """404, and the name in it is plain text."""
    assert site.raw("GET", "/?tenant=west", None, {})[0] == 404


def test_units_stand_in_the_order_that_people_expect() -> None:
    """Parents first, class 8 before class 10, and who has no listed parent stands by full path."""
    paths = ["/Учители", "/Ученици", "/Ученици/10 клас", "/Ученици/8 клас"]
    seed = {"alias": "a", "domain": "a.example", "vendorId": "C1"}
    tenant = GoogleTenant.from_seed(seed | {"orgUnits": [{"path": path} for path in paths]})
    (root,) = tenant_view(tenant)["units"]
    assert [unit["name"] for unit in root["units"]] == ["Ученици", "Учители"]
    assert [unit["name"] for unit in root["units"][0]["units"]] == ["8 клас", "10 клас"]


def test_only_tenants_have_a_view() -> None:
    """A third vendor must say how it is shown."""
    with pytest.raises(TypeError):
        tenant_view(object())
