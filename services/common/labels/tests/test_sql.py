import pytest

from services.common.labels import MASK_EXPRESSION, SECURITY_LABEL_DDL, mask_expression, policy_ddl


def test_the_expression_reads_the_mask_once_and_is_false_without_one():
    assert MASK_EXPRESSION.count("label_id") == 3
    assert "nullif(current_setting('app.mask', true), '')::bytea" in MASK_EXPRESSION
    assert MASK_EXPRESSION.endswith("ELSE false END")


def test_the_policies_force_row_level_security_on_everyone():
    text = "\n".join(policy_ddl("meetings.item", "meetings_app", "meetings_worker", "meetings_search"))
    assert "FORCE ROW LEVEL SECURITY" in text
    assert f"USING ({MASK_EXPRESSION}) WITH CHECK ({MASK_EXPRESSION})" in text
    assert "CREATE POLICY item_worker ON meetings.item FOR ALL TO meetings_worker USING (true)" in text
    assert "FOR SELECT TO meetings_search" in text
    assert len(policy_ddl("item", "app", "worker")) == 4


@pytest.mark.parametrize("name", ["item; DROP TABLE x", "Item", 'i"tem', "", "a.b.c", "item\n"])
def test_what_is_no_plain_identifier_is_refused(name):
    with pytest.raises(ValueError, match="identifier"):
        policy_ddl(name, "app", "worker")
    with pytest.raises(ValueError, match="identifier"):
        mask_expression(name)
    with pytest.raises(ValueError):
        policy_ddl("item", name, "worker")


def test_the_label_table_is_immutable():
    assert "BEFORE UPDATE OR DELETE OR TRUNCATE" in SECURITY_LABEL_DDL[-1]
