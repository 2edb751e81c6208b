"""Ports are free, kept, reserved for their instance, and never given out twice."""

import multiprocessing
import shutil
import socket
from pathlib import Path

import pytest

from deploy.dev.instance import open_instance
from deploy.dev.ports import GATEWAY_PORTS, HOST, OTHER_PORTS
from deploy.dev.state import State


def state(folder: Path, name: str) -> State:
    (folder / name).mkdir(exist_ok=True)
    return State(folder / name, folder)


def test_ports_are_kept_and_one_that_was_taken_meanwhile_is_replaced(tmp_path: Path) -> None:
    first = open_instance(state(tmp_path, "a"), ["gateway", "other"])
    assert open_instance(state(tmp_path, "a"), ["gateway", "other"]).ports == first.ports
    assert first.ports["gateway"] in GATEWAY_PORTS
    with socket.socket() as thief:
        thief.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        thief.bind((HOST, first.ports["other"]))
        thief.listen()
        second = open_instance(state(tmp_path, "a"), ["gateway", "other"])
    assert second.moved == ["other"]
    assert second.ports["gateway"] == first.ports["gateway"]
    assert second.ports["other"] != first.ports["other"]


def choose(folder: Path, name: str) -> list[int]:
    return list(open_instance(state(folder, name), ["gateway", "directory", "meetings"]).ports.values())


def test_instances_that_start_in_the_same_second_never_share_a_port(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        chosen = pool.starmap(choose, [(tmp_path, f"instance-{number}") for number in range(12)])
    ports = [port for one in chosen for port in one]
    assert len(set(ports)) == len(ports) == 36


def test_a_port_stays_reserved_for_an_instance_that_does_not_run_until_its_state_is_deleted(
    tmp_path: Path,
) -> None:
    first = open_instance(state(tmp_path, "a"), ["gateway"]).ports["gateway"]
    assert open_instance(state(tmp_path, "b"), ["gateway"]).ports["gateway"] != first
    shutil.rmtree(tmp_path / "a")
    assert open_instance(state(tmp_path, "c"), ["gateway"]).ports["gateway"] == first


def test_tests_leave_the_gateways_ports_to_the_people(tmp_path: Path) -> None:
    named = State(tmp_path, tmp_path, name="test")
    assert open_instance(named, ["gateway"]).ports["gateway"] in OTHER_PORTS


def test_a_running_instances_ports_are_read_and_not_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = open_instance(state(tmp_path, "a"), ["gateway"])
    with socket.socket() as itself:
        itself.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        itself.bind((HOST, first.ports["gateway"]))
        itself.listen()
        assert open_instance(state(tmp_path, "a"), ["gateway"], running=True).ports == first.ports
