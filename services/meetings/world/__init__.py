"""Between the rules and the database: the world that a decision sees, and the change that it makes."""

from services.meetings.world.act import act_of
from services.meetings.world.load import load_world
from services.meetings.world.refusal import refusals
from services.meetings.world.save import save
from services.meetings.world.sight import is_nation, sight, sight_of

__all__ = ["act_of", "is_nation", "load_world", "refusals", "save", "sight", "sight_of"]
