# What a host does besides observing. Argument: the peer's address.
import socket, sys, urllib.request

peer = sys.argv[1]
for _ in range(3):
    body = urllib.request.urlopen("http://" + peer + "/", timeout=20).read()
    assert len(body) == 3_000_000
udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
udp.settimeout(20)
for i in range(10):
    udp.sendto(bytes([0, i, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0]), (peer, 53))
    assert len(udp.recv(65535)) == 2012
    udp.sendto(b"\x23" + b"\0" * 47, (peer, 123))
    assert udp.recv(65535)[0] == 0x24
# A closed port: the answer is an ICMP error.
refused = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
refused.settimeout(20)
refused.connect((peer, 9))
refused.send(b"?")
try:
    refused.recv(1)
    sys.exit("an answer of a closed port")
except ConnectionRefusedError:
    pass
print("done")
