"""init: makes an office, with its region and its names."""

import argparse

from desktop.app.command import Answer, Desk
from desktop.domain.errors import RuleViolation
from desktop.reference.regions import region
from desktop.usecases.office import InitOffice, init_office


def run(given: argparse.Namespace, desk: Desk) -> Answer:
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
