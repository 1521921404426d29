"""Recognise hosts that are inside, by addresses in every form and by names."""

from __future__ import annotations

import pytest

from newsreader.intake.http.address_guard import is_inside, is_inside_host


@pytest.mark.parametrize(
    "address",
    (
        "127.0.0.1 127.9.9.9 10.1.2.3 172.31.0.1 192.168.77.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.251 "
        "255.255.255.255 240.0.0.1 ::1 :: fe80::1 fe80::1%3 fc00::1 fd12::9 ff02::1 fec0::1 2001:db8::1 "
        "::ffff:10.0.0.1 ::ffff:7f00:1 ::127.0.0.1 64:ff9b::a00:1 2002:7f00:1:: 100::1 64:ff9b:1::1"
    ).split(),
)
def test_addresses_that_are_not_public_are_inside(address: str) -> None:
    assert is_inside(address)


@pytest.mark.parametrize(
    "address",
    (
        "93.184.216.34 1.1.1.1 172.32.0.1 100.128.0.1 2606:4700::1111 ::ffff:1.1.1.1 64:ff9b::101:101 2002:101:101::"
    ).split(),
)
def test_public_addresses_are_outside(address: str) -> None:
    assert not is_inside(address)


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "LOCALHOST.",
        "a.localhost",
        "printer.local",
        "db.internal",
        "router.home.arpa",
        "wiki",
        "nas.lan",
        "127.1",
        "127.0.0.1.",
        "0x7f.1",
        "0x7f000001",
        "0177.0.0.1",
        "2130706433",
        "0",
        "10.1",
        "[::1]",
        "::1",
        "[::ffff:192.168.0.1]",
        "",
    ],
)
def test_hosts_that_are_inside_as_they_are_written(host: str) -> None:
    assert is_inside_host(host)


@pytest.mark.parametrize(
    "host", ["e.example", "localhost.example", "1.1.1.1", "16843009", "[2606:4700::1]", "0x1.example"]
)
def test_hosts_that_are_not(host: str) -> None:
    assert not is_inside_host(host)
