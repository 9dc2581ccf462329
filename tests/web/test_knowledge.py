import pytest

from diagnostics.clinical.knowledge.rulebook import RULES


@pytest.mark.django_db
def test_all(client):
    import time

    for a in (
        "/knowledge/",
        "/knowledge/?q=omeprazole",
        "/knowledge/path/",
        "/knowledge/limits/",
        "/knowledge/drugs/",
        "/knowledge/sources/",
        "/knowledge/sign-off/",
        "/knowledge/changes/",
        "/knowledge/chapter/iv/",
        "/knowledge/chapter/disagreements/",
        "/knowledge/rule/TX-IV-H/",
        "/knowledge/rule/TX-SEV-05/?case=ppi-49f-seizure",
    ):
        for _ in range(3):
            t = time.perf_counter()
            r = client.get(a)
            dt = time.perf_counter() - t
        print(a, r.status_code, len(r.content), round(dt * 1000))
        assert r.status_code == 200
    t = time.perf_counter()
    slow = []
    for rule in RULES:
        t = time.perf_counter()
        r = client.get(f"/knowledge/rule/{rule}/")
        dt = time.perf_counter() - t
        assert r.status_code == 200
        slow.append((round(dt * 1000), rule))
    slow.sort()
    print(slow[-8:], slow[len(slow) // 2])
    slow = []
    for rule in RULES:
        t = time.perf_counter()
        r = client.get(f"/knowledge/rule/{rule}/")
        dt = time.perf_counter() - t
        slow.append((round(dt * 1000), rule))
    slow.sort()
    print("again", slow[-8:], slow[len(slow) // 2])
