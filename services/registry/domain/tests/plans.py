"""Generated plans, and the same plans known more exactly: one gazetteer, so that names keep their places."""

from datetime import date, timedelta

from hypothesis import strategies as st

from services.common.spans import Span
from services.registry.domain.overlap import Plan
from services.registry.domain.places import Place
from services.registry.domain.terms import Terms

GAZETTEER = {
    ("IRQ", "Taji"): (33.5, 44.3), ("IRQ", "Erbil"): (36.2, 44.0), ("IRQ", "Camp Taji"): (33.52, 44.25),
    ("NGA", "Jaji"): (10.8, 7.6), ("FJI", "Suva"): (-18.1, 178.4),
}  # fmt: skip
UNITS = ("9th Division", "Counter Terrorism Service", "1st Brigade", "1st Brigade 9th Division")
CAPABILITIES = ("medical", "medical evacuation", "counter-IED", "C-IED", "logistics")
DAY = date(2027, 3, 10)


@st.composite
def places(draw) -> Place:
    country, name = draw(st.sampled_from(sorted(GAZETTEER)))
    how = draw(st.integers(0, 3))
    if how == 0:
        return Place()
    return Place(country, name if how > 1 else "", GAZETTEER[country, name] if how > 2 else None)


@st.composite
def terms(draw, texts: tuple[str, ...]) -> Terms:
    return Terms.of(draw(st.lists(st.sampled_from(texts), max_size=2)), draw(st.booleans()))


@st.composite
def imprecise(draw) -> tuple[date | None, date | None]:
    if draw(st.integers(0, 5)) == 0:
        return (None, None)
    first = DAY + timedelta(draw(st.integers(-60, 60)))
    return (first, first + timedelta(draw(st.sampled_from((0, 0, 30, 365)))))


@st.composite
def spans(draw) -> Span:
    return Span.of(draw(imprecise()), draw(imprecise()))


@st.composite
def plans(draw) -> Plan:
    return Plan(
        draw(terms(UNITS)), draw(terms(CAPABILITIES)), tuple(draw(st.lists(places(), max_size=2))),
        draw(spans()),
    )  # fmt: skip


def finer_place(draw, place: Place) -> Place:
    """A place said more exactly: a country for none, a name in the country, the point of the name."""
    if place.point is not None or draw(st.booleans()):
        return place
    if not place.country:
        return Place(draw(st.sampled_from(sorted({country for country, _ in GAZETTEER}))))
    if not place.name:
        return Place(place.country, draw(st.sampled_from([n for c, n in GAZETTEER if c == place.country])))
    return Place(place.country, place.name, GAZETTEER[place.country, place.name])


def finer_span(draw, span: Span) -> Span:
    """A span whose dates lie within what they could mean."""
    first, last = max(span.start_first, DAY - timedelta(900)), min(span.end_last, DAY + timedelta(900))
    start = draw(st.dates(first, max(first, min(span.start_last, last))))
    end = draw(st.dates(max(span.end_first, start), max(last, span.end_first, start)))
    return Span.of((start, start), (end, end)) if draw(st.booleans()) else span


def finer_terms(draw, told: Terms, texts: tuple[str, ...]) -> Terms:
    """Terms with more of them named, where not all were, or said to be all."""
    if told.complete:
        return told
    more = Terms.of(draw(st.lists(st.sampled_from(texts), max_size=2)))
    named = told.named | more.named
    return Terms(named, bool(named) and draw(st.booleans()))


@st.composite
def pairs_and_finer(draw) -> tuple[Plan, Plan, Plan]:
    """A plan, the same known more exactly, and another to compare both with."""
    plan = draw(plans())
    finer = Plan(
        finer_terms(draw, plan.audience, UNITS), finer_terms(draw, plan.capabilities, CAPABILITIES),
        tuple(finer_place(draw, one) for one in plan.places) or tuple(draw(st.lists(places(), max_size=1))),
        finer_span(draw, plan.span),
    )  # fmt: skip
    return plan, finer, draw(plans())
