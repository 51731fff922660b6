# Sends frames out of vt0: "plain N", N SYNs from as many sources; "vxlan N", the same wrapped by a router.
import socket
import struct
import sys


def ipv4(source, destination, protocol, payload):
    return struct.pack(
        "!BBHHHBBH4s4s", 0x45, 0, 20 + len(payload), 0, 0, 64, protocol, 0,
        socket.inet_aton(source), socket.inet_aton(destination)) + payload


def syn(number):
    tcp = struct.pack("!HHIIBBHHH", 40000, 23, 1, 0, 0x50, 2, 1024, 0, 0)
    return ipv4("192.0.2.%d" % (number % 250), "203.0.113.%d" % (number // 250), 6, tcp)


def vxlan(packet):
    inner = bytes(12) + b"\x08\x00" + packet
    udp = struct.pack("!HHHHII", 50000, 4789, 16 + len(inner), 0, 0x08000000, 7 << 8) + inner
    return ipv4("198.51.100.1", "198.51.100.2", 17, udp)


sender = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
sender.bind(("vt0", 0))
for i in range(int(sys.argv[2])):
    packet = syn(i)
    if sys.argv[1] == "vxlan":
        packet = vxlan(packet)
    sender.send(b"\xff" * 6 + b"\x02" + bytes(5) + b"\x08\x00" + packet)
