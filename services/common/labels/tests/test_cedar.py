"""The second engine says no to what it knows nothing of.

That it says what `decide` and the database say is tested where there is a database: services/common/tests.
"""

import pytest

from services.common.labels import Action
from services.common.labels.tests.cedar import ask
from services.common.labels.tests.generate import labels, readers


@pytest.mark.oracle
def test_the_oracle_denies_what_it_knows_nothing_of():
    people, things = readers(1, 3), labels(1, 3)
    assert ask([type(people[0]).make(None)], things, [(0, n, Action.READ) for n in range(3)]) == [False] * 3
