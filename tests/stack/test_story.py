"""The main job in the browser on the real parts: the same test, unchanged."""

import pytest

from tests.browser import test_story
from tests.stack.again import again

pytestmark = [pytest.mark.browser, pytest.mark.real]
globals().update(again(test_story))
