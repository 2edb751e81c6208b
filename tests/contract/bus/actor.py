"""A process of its own for the tests to kill: ``python -m tests.contract.bus.actor '<json>'``.

"publish" sends numbered events for ever, with a line of output for each batch that is confirmed; "poll" polls
without ever committing, with a line for each batch.
"""

import json
import sys

from services.common.events.bus import Bus, BusSettings, open_bus
from tests.contract.bus.harness import event


def publish(bus: Bus, task: dict[str, object]) -> None:
    producer = bus.producer(str(task["name"]))
    number, batch = 0, int(str(task["batch"]))
    while True:
        producer.publish([event(str(task["topic"]), f"k{n % 3}", n) for n in range(number, number + batch)])
        number += batch
        print(number, flush=True)


def poll(bus: Bus, task: dict[str, object]) -> None:
    consumer = bus.consumer(str(task["group"]), list(task["topics"]))  # type: ignore[call-overload]  # JSON
    while True:
        if records := consumer.poll(5.0):
            print(len(records), flush=True)


def main() -> None:
    task = json.loads(sys.argv[1])
    bus = open_bus(BusSettings(task["kind"], task["dsn"]))
    {"publish": publish, "poll": poll}[task["do"]](bus, task)


if __name__ == "__main__":
    main()
