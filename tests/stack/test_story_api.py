"""The main job by API on the real parts: the same tests, unchanged."""

import pytest

from tests.e2e import test_story_api
from tests.stack.again import again

pytestmark = pytest.mark.real
globals().update(again(test_story_api))
