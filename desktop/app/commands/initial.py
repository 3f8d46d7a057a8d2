"""init: makes an office, with its region and its names."""

import argparse

from desktop.app.command import Answer, Command, Desk, day, office_argument
from desktop.domain.errors import RuleViolation
from desktop.reference.regions import region
from desktop.usecases.office import InitOffice, init_office


def _arguments(parser: argparse.ArgumentParser) -> None:
    office_argument(parser)
    parser.add_argument("--region", required=True, help="区划代码，如 469023；园区如 PARK-01")
    parser.add_argument("--name", required=True, help="局的名称")
    parser.add_argument("--station", help="站的名称")
    parser.add_argument("--start-day", type=day, help="启用日，如 2026-11-01")


def _run(given: argparse.Namespace, desk: Desk) -> Answer:
    place = region(given.region)
    if place is None:
        raise RuleViolation(f"没有代码为“{given.region}”的县、区或园区，请核对。")
    if not given.name.strip():
        raise RuleViolation("局的名称不能为空。")
    command = InitOffice(given.name.strip(), given.station, place.code, given.start_day)
    with desk.office(given.office, make=True) as office:
        office.runner.run(init_office, command)
    data = {"office": given.office, "region": place.code, "name": given.name.strip()}
    return Answer(data, (f"已建立：{given.name.strip()}（{place.name}），在 {given.office}",))


COMMAND = Command("init", "建立一个办公室", _arguments, _run)
