# What a sensor host talks to, on one address: a web server on port 80, a centre that takes every batch
# on 8480, a name server on 53, a time server on 123. Arguments: address, folder for the batches.
import http.server, os, socketserver, sys, threading

address, folder = sys.argv[1:3]


class Web(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, status, body):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        self.answer(200, b"x" * 3_000_000)

    def do_PUT(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        name = os.path.join(folder, self.path.strip("/").replace("/", "_"))
        with open(name + ".tmp", "wb") as file:
            file.write(body)
        os.rename(name + ".tmp", name + ".avro")
        self.answer(201, b"")

    def log_message(self, *ignored):
        pass


class Dns(socketserver.BaseRequestHandler):
    def handle(self):
        query, socket = self.request
        # Larger than a frame, so that it comes in fragments.
        socket.sendto(query[:2] + b"\x81\x80" + query[4:] + b"\0" * 2000, self.client_address)


class Ntp(socketserver.BaseRequestHandler):
    def handle(self):
        query, socket = self.request
        socket.sendto(b"\x24" + query[1:], self.client_address)


servers = [
    http.server.ThreadingHTTPServer((address, 80), Web),
    http.server.ThreadingHTTPServer((address, 8480), Web),
    socketserver.ThreadingUDPServer((address, 53), Dns),
    socketserver.ThreadingUDPServer((address, 123), Ntp),
]
threads = [threading.Thread(target=server.serve_forever) for server in servers]
for thread in threads:
    thread.start()
open(os.path.join(folder, "ready"), "w").close()
