"""The products and SKUs that schools buy from Google, as its product list names them (2026-04)."""

from __future__ import annotations

_FUNDAMENTALS = "Google-Apps"
_PRODUCTS = {
    _FUNDAMENTALS: (
        "Google Workspace",
        {
            "Google-Apps-For-Education": "Google Workspace for Education - Fundamentals",
            "1010070001": "Google Workspace for Education Fundamentals",
            "1010070004": "Google Workspace for Education Gmail Only",
        },
    ),
    "101031": (
        "Google Workspace for Education",
        {
            "1010310002": "Google Workspace for Education Plus - Legacy",
            "1010310003": "Google Workspace for Education Plus - Legacy (Student)",
            "1010310005": "Google Workspace for Education Standard",
            "1010310006": "Google Workspace for Education Standard (Staff)",
            "1010310007": "Google Workspace for Education Standard (Extra Student)",
            "1010310008": "Google Workspace for Education Plus",
            "1010310009": "Google Workspace for Education Plus (Staff)",
            "1010310010": "Google Workspace for Education Plus (Extra Student)",
        },
    ),
    "101037": (
        "Google Workspace for Education",
        {"1010370001": "Google Workspace for Education: Teaching and Learning Upgrade"},
    ),
    "101049": (
        "Endpoint Education Upgrade",
        {"1010490001": "Endpoint Education Upgrade"},
    ),
    "101047": (
        "Gemini",
        {
            "1010470004": "Google AI Pro for Education",
            "1010470005": "Gemini Education Premium",
        },
    ),
    "101034": (
        "Google Workspace Archived User",
        {"1010340007": "Google Workspace for Education Fundamentals - Archived User"},
    ),
}


def product_name(product: str) -> str | None:
    """The display name of a product, or None when Google sells no such thing to schools."""
    found = _PRODUCTS.get(product)
    return found[0] if found else None


def sku_name(product: str, sku: str) -> str | None:
    """The display name of this product's SKU, or None."""
    found = _PRODUCTS.get(product)
    return found[1].get(sku) if found else None


def is_free(product: str) -> bool:
    """Whether the product is the free edition, which has as many seats as there are users."""
    return product == _FUNDAMENTALS
