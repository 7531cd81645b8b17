"""Answers, one JSON line for each JSON line [text, partner, split bits], what python's ipaddress makes of it."""
import ipaddress
import json
import sys


def address(text):
    try:
        ip = ipaddress.ip_address(text)
    except ValueError:
        return None
    mapped = getattr(ip, "ipv4_mapped", None)
    return {"family": ip.version, "value": str(int(ip)), "text": str(ip), "mapped": mapped and str(mapped)}


def block(text, partner, split_bits):
    try:
        net = ipaddress.ip_network(text)
    except ValueError:
        return None
    other = ipaddress.ip_network(partner)
    same = net.version == other.version
    fits = net.prefixlen + split_bits <= net.max_prefixlen
    first = net.network_address
    mapped = getattr(first, "ipv4_mapped", None)
    return {
        "family": net.version,
        "prefixLength": net.prefixlen,
        "first": str(int(first)),
        "last": str(int(net.broadcast_address)),
        "size": str(net.num_addresses),
        "text": str(net),
        "mapped": mapped and str(mapped),
        "contains": same and other.subnet_of(net),
        "contained": same and net.subnet_of(other),
        "overlaps": same and net.overlaps(other),
        "split": [str(int(p.network_address)) for p in net.subnets(prefixlen_diff=split_bits)] if fits else None,
        "hosts": len(list(net.hosts())) if net.num_addresses <= 64 else None,
        "firstHost": str(int(next(iter(net.hosts())))),
    }


def answer(line):
    text, partner, split_bits = json.loads(line)
    return json.dumps({"address": address(text), "block": block(text, partner, split_bits)})


print("\n".join(answer(line) for line in sys.stdin))
