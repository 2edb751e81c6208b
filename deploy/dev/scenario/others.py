"""The other forums: Oceania, U.S.-Australia, the five-nation programme, Africa, and the symposium."""

from deploy.dev.scenario.verbs import Story

OCEANIA_HEADS = ("us.head", "au.head", "nz.head")
FIVE = ("us.head", "uk.head", "ca.head", "au.head", "nz.head")


async def tell(story: Story) -> None:
    """Tell each forum's year."""
    for part in (_oceania, _australia, _abcanz, _africa, _symposium):
        await part(story)


async def _oceania(s: Story) -> None:
    s.stage.clock.set(-250)
    await s.plan("gosc-1", "us-aus-nz-gosc", "au.secretary", "Oceania steering committee", day=-190, length=2,
                 place="Canberra")  # fmt: skip
    await s.plan("oceania-1", "us-aus-nz-wg", "nz.liaison", "Oceania working group", day=-120, place="Suva")
    await s.hold("gosc-1", "au.secretary")
    await s.task(
        "step-up", "gosc-1", "au.secretary", "us-aus-nz-wg", "One calendar for engagement with Fiji and Tonga",
        "Deliver one calendar of all three armies' engagement with Fiji, Tonga and Solomon Islands.",
        lead="AUS", supporting=("NZL", "USA"), due=50,
    )  # fmt: skip
    await s.task(
        "cable", "gosc-1", "au.secretary", "us-aus-nz-wg", "List training that the cable system makes possible",
        "List the courses that can be given at a distance once the Coral Sea cable carries them.",
        lead="NZL", supporting=("AUS",), due=15,
    )  # fmt: skip
    await s.concur("gosc-1", *OCEANIA_HEADS)
    await s.hold("oceania-1", "nz.liaison")
    await s.leave(
        "step-up", "oceania-1", "nz.liaison", "progressed", "The calendars of two armies are merged."
    )
    await s.concur("oceania-1", "us.deputy", "au.liaison", "nz.head")
    s.stage.clock.set(-18)
    await s.plan(
        "oceania-2", "us-aus-nz-wg", "nz.liaison", "Oceania working group", day=9, place="Nuku'alofa"
    )
    await s.plan("gosc-2", "us-aus-nz-gosc", "au.secretary", "Oceania steering committee", month=50,
                 place="Honolulu")  # fmt: skip


async def _australia(s: Story) -> None:
    s.stage.clock.set(-260)
    await s.plan("aus-1", "us-aus-ast", "au.secretary", "U.S.-Australia staff talks", day=-185, length=2,
                 place="Honolulu")  # fmt: skip
    await s.hold("aus-1", "au.secretary")
    await s.decide("sabre", "aus-1", "au.secretary", "decision",
                   "Talisman Sabre remains the biennial measure of interoperability of both armies.")  # fmt: skip
    await s.task(
        "instructors", "aus-1", "au.secretary", "us-aus-ast", "Fill instructor posts in Australian colleges",
        "Name the U.S. instructors for the command and staff colleges by post and date.",
        lead="USA", supporting=("AUS",), due=55,
    )  # fmt: skip
    await s.concur("aus-1", "us.head", "au.head")
    s.stage.clock.set(-40)
    await s.plan("aus-2", "us-aus-ast", "au.secretary", "U.S.-Australia staff talks", day=48, length=2,
                 place="Brisbane")  # fmt: skip


async def _abcanz(s: Story) -> None:
    s.stage.clock.set(-300)
    await s.plan(
        "abcanz-1", "abcanz", "ca.secretary", "ABCANZ national directors", day=-210, place="Kingston"
    )
    await s.hold("abcanz-1", "ca.secretary")
    await s.task(
        "template", "abcanz-1", "ca.secretary", "abcanz", "One template for lessons",
        "Agree one template for observations and one list of topics for tagging.",
        lead="CAN", supporting=("AUS", "GBR", "NZL", "USA"), due=75,
    )  # fmt: skip
    await s.concur("abcanz-1", *FIVE)
    s.stage.clock.set(-60)
    await s.plan("abcanz-2", "abcanz", "ca.secretary", "ABCANZ national directors", day=70, place="Shilo")


async def _africa(s: Story) -> None:
    s.stage.clock.set(-140)
    await s.plan("africa-1", "mpg-africa", "fr.liaison", "Planning group", day=-75, place="Paris")
    await s.hold("africa-1", "fr.liaison")
    await s.task(
        "sahel", "africa-1", "fr.liaison", "mpg-africa", "Compare training teams in the Sahel",
        "Deliver the list of host units that more than one of the three armies trains.",
        lead="FRA", supporting=("GBR", "USA"), due=28,
    )  # fmt: skip
    await s.concur("africa-1", "fr.liaison", "us.deputy", "uk.deputy")
    s.stage.clock.set(-30)
    await s.plan("africa-2", "mpg-africa", "fr.liaison", "Planning group", day=30, place="Paris")


async def _symposium(s: Story) -> None:
    s.stage.clock.set(-90)
    await s.plan("cers-1", "cers", "pl.liaison", "Regional symposium", month=100, place="Warsaw")
