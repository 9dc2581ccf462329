"""How many questions a page puts to the database; times are measured by `dev.py bench`, never in a test."""

import pytest

from .pages import ALL_PAGES

MOST_QUERIES = 12


@pytest.mark.parametrize("address", ALL_PAGES)
def test_a_page_asks_the_database_little(mild, django_assert_max_num_queries, address):
    with django_assert_max_num_queries(MOST_QUERIES):
        mild.client.get(address)


def test_saving_a_step_asks_the_database_little(mild, django_assert_max_num_queries):
    form = mild.form("serum")
    with django_assert_max_num_queries(MOST_QUERIES):
        mild.send("serum", form, serum__magnesium="0.61")


def test_the_panel_asks_the_database_little(mild, django_assert_max_num_queries):
    form = mild.form("serum")
    with django_assert_max_num_queries(MOST_QUERIES):
        mild.panel("serum", form, serum__magnesium="0.61")


def test_a_full_history_costs_no_more_queries_than_an_empty_one(mild, django_assert_max_num_queries):
    rows = {f"drugs__{row}__name": f"drug {row}" for row in range(30)}
    mild.answer("history", **rows)
    with django_assert_max_num_queries(MOST_QUERIES):
        mild.client.get("/workup/history/")
