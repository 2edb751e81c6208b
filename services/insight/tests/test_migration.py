"""In a database migrated from empty the search functions belong to the search role."""

import psycopg


def test_search_functions_belong_to_the_search_role(fresh_database) -> None:
    database = fresh_database("insight")
    with psycopg.connect(database.admin_dsn) as conn:
        owners = conn.execute(
            "SELECT proname, pg_get_userbyid(proowner) FROM pg_proc WHERE proname LIKE 'search_%' ORDER BY 1"
        ).fetchall()
    assert owners == [("search_documents", "insight_search"), ("search_facets", "insight_search")]
