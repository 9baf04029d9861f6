"""The peer `scrapy`: a spider that reads the same boards and keeps the same fields in a SQLite table.

One crawler stays open for all turns, so that none pays for a start. A line of JSON on standard input is a turn: a list
of addresses. The answer, a line on standard output, says how many jobs are kept. AutoThrottle and delays are off;
robots.txt is not asked, as the product does not ask it for a documented API. All else is as Scrapy sets it.
"""

from __future__ import annotations

import json
import logging
import sqlite3
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from typing import Any

import scrapy
from scrapy import signals
from scrapy.crawler import CrawlerProcess
from scrapy.exceptions import DontCloseSpider
from scrapy.http import JsonResponse, Request

COLUMNS = (
    *("key", "title", "url", "published_at", "company", "language"),
    *("department", "location", "requisition", "updated_at", "board", "text"),
)


class SqliteTable:
    """The item pipeline: a row for each job, committed at the end of each turn."""

    @classmethod
    def from_crawler(cls, crawler: Any) -> SqliteTable:
        return cls(crawler)

    def __init__(self, crawler: Any) -> None:
        self._crawler = crawler

    def open_spider(self) -> None:
        database = sqlite3.connect(self._crawler.settings["DATABASE"], check_same_thread=False, isolation_level=None)
        database.execute("PRAGMA journal_mode=WAL")
        database.execute(f"CREATE TABLE job ({', '.join(COLUMNS)}, PRIMARY KEY (board, key))")
        database.execute("BEGIN")
        self._crawler.spider.database = database

    def process_item(self, item: dict[str, str]) -> dict[str, str]:
        marks = ", ".join("?" * len(COLUMNS))
        values = [item[name] for name in COLUMNS]
        self._crawler.spider.database.execute(f"INSERT OR IGNORE INTO job VALUES ({marks})", values)
        return item


class Boards(scrapy.Spider):
    """Asks for what comes in, tells when a turn's last answer and item are through."""

    name = "boards"
    database: sqlite3.Connection
    busy = False

    @classmethod
    def from_crawler(cls, crawler: Any, *args: Any, **kwargs: Any) -> Boards:
        spider: Boards = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.idle, signal=signals.spider_idle)
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """No request to begin with: they come by standard input."""
        from twisted.internet import reactor  # Scrapy has to install it first

        threading.Thread(target=self._listen, args=(reactor,), daemon=True).start()
        for request in self.start_urls:
            yield request

    def _listen(self, reactor: Any) -> None:
        print("ready", flush=True)
        for line in sys.stdin:
            reactor.callFromThread(self._ask, json.loads(line))
        reactor.callFromThread(reactor.stop)

    def _ask(self, urls: list[str]) -> None:
        self.busy = True
        for url in urls:
            self.crawler.engine.crawl(Request(url, callback=self.parse, dont_filter=True))

    def parse(self, response: JsonResponse) -> Iterator[dict[str, str]]:
        token = response.url.split("/")[-2]
        for job in response.json()["jobs"]:
            department = "; ".join(one["name"] for one in job["departments"])
            location = job["location"]["name"]
            yield {
                "key": str(job["id"]),
                "title": job["title"],
                "url": job["absolute_url"],
                "published_at": job["first_published"],
                "company": job["company_name"],
                "language": job["language"],
                "department": department,
                "location": location,
                "requisition": job["requisition_id"],
                "updated_at": job["updated_at"],
                "board": token,
                "text": f"{job['title']}\nDepartment: {department}\nLocation: {location}"
                f"\nRequisition: {job['requisition_id']}",
            }

    def idle(self) -> None:
        if self.busy:
            self.busy = False
            self.database.execute("COMMIT")
            (kept,) = self.database.execute("SELECT count(*) FROM job").fetchone()
            self.database.execute("BEGIN")
            print(kept, flush=True)
        raise DontCloseSpider


def main(folder: str, at_once: int) -> None:
    logging.disable(logging.CRITICAL)
    settings = {
        "DATABASE": f"{folder}/jobs.sqlite3",
        "ITEM_PIPELINES": {SqliteTable: 1},
        "CONCURRENT_REQUESTS": at_once,
        "CONCURRENT_REQUESTS_PER_DOMAIN": at_once,
        "DOWNLOAD_DELAY": 0,
        "AUTOTHROTTLE_ENABLED": False,
        "ROBOTSTXT_OBEY": False,
        "COOKIES_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "LOG_ENABLED": False,
    }
    process = CrawlerProcess(settings)
    process.crawl(Boards)
    process.start()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
