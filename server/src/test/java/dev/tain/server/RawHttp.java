package dev.tain.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.server.internal.http.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Sends requests byte by byte as they are given, also such as no proper client would send. */
final class RawHttp {
    private static final byte[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};

    /** What an API may say beside its body. */
    private static final List<String> TOLD = List.of("Allow", "WWW-Authenticate", "Retry-After", "Location");

    private final int port;

    RawHttp(int port) {
        this.port = port;
    }

    /** The answer, with those headers that an API decides on; a body has a type, and nothing has none. */
    Response send(String method, String address, Map<String, List<String>> headers, byte[] body) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(request(method, address, headers, body));
            return parse(socket.getInputStream().readAllBytes());
        }
    }

    private static byte[] request(String method, String address, Map<String, List<String>> headers, byte[] body)
            throws IOException {
        StringBuilder head = new StringBuilder(method + " " + address + " HTTP/1.1\r\nConnection: close\r\n");
        if (!headers.containsKey("Host")) {
            head.append("Host: localhost:3000\r\n");
        }
        headers.forEach((name, values) -> values.forEach(
                value -> head.append(name).append(": ").append(value).append("\r\n")));
        if (body.length > 0) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        request.write(body);
        return request.toByteArray();
    }

    private static Response parse(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = text.indexOf(new String(END_OF_HEAD, StandardCharsets.US_ASCII));
        byte[] body = Arrays.copyOfRange(bytes, end + END_OF_HEAD.length, bytes.length);
        String[] lines = text.substring(0, end).split("\r\n");
        Map<String, String> headers = new TreeMap<>();
        for (String line : Arrays.asList(lines).subList(1, lines.length)) {
            String[] pair = line.split(": ", 2);
            headers.put(pair[0].toLowerCase(Locale.ROOT), pair[1]);
        }
        assertThat(headers.get("content-type")).isEqualTo(body.length > 0 ? "application/json" : null);
        Map<String, String> told = new TreeMap<>();
        TOLD.forEach(name -> {
            String value = headers.get(name.toLowerCase(Locale.ROOT));
            if (value != null) {
                told.put(name, value);
            }
        });
        return new Response(Integer.parseInt(lines[0].split(" ")[1]), told, body);
    }
}
