package dev.tain.server.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tain.server.internal.http.HttpFault.Reason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutesTest {
    private static final List<String> PATHS = List.of(
            "links",
            "links/{link}",
            "links/{link}/mirrors",
            "links/-/mirrors",
            "links/{link}/mirrors/{topic}",
            "links/{link}/mirrors:promote",
            "topics/{topic}:restore",
            "topics/{topic}:deep:restore",
            "topics/{topic}");

    private final Front front = new Front(new Access(null), List.of(family(true), family(false)), new InFlight());

    /** Lenient about the slash at the end below {@code /a/}, not so below {@code /b/}. */
    private static Family family(boolean slashAtEnd) {
        List<Route> routes = PATHS.stream().map(RoutesTest::route).toList();
        return new Family(List.of(slashAtEnd ? "/a/" : "/b/"), routes, slashAtEnd, RoutesTest::fault);
    }

    /** Answers where it came out, and with which values. */
    private static Route route(String path) {
        return new Route(Verb.POST, path, (_, values) -> answer(path + " " + new TreeMap<>(values)));
    }

    private static Response fault(Throwable failure) {
        return answer(failure instanceof HttpFault e ? e.reason() + " " + e.allowed() : failure.toString());
    }

    private static Response answer(String text) {
        return new Response(200, text.getBytes(StandardCharsets.UTF_8));
    }

    private String ask(Verb verb, String path) {
        Response response = front.answer(new Request(verb, path, "", _ -> List.of(), () -> new byte[0]));
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "/a/links, links {}",
                "/a/links/, links {}",
                "/a/links/l, links/{link} {link=l}",
                "/a/links/-/mirrors, links/-/mirrors {}",
                "/a/links/-/mirrors/t, `links/{link}/mirrors/{topic} {link=-, topic=t}`",
                "/a/links/l/mirrors:promote, links/{link}/mirrors:promote {link=l}",
                "/a/links/l/mirrors%3Apromote, links/{link}/mirrors:promote {link=l}",
                "/a/links/l/mirrors%3apromote/, links/{link}/mirrors:promote {link=l}",
                "/a/links/l%2Fmirrors, links/{link} {link=l/mirrors}",
                "/a/topics/t, topics/{topic} {topic=t}",
                "/a/topics/t:restore, topics/{topic}:restore {topic=t}",
                "/a/topics/t%3Arestore, topics/{topic}:restore {topic=t}",
                "/a/topics/t:deep:restore, topics/{topic}:deep:restore {topic=t}",
                "/a/topics/t:other, topics/{topic} {topic=t:other}",
                "/a/topics/:restore, topics/{topic} {topic=:restore}",
            })
    void findsTheRouteAndItsValues(String path, String expected) {
        assertThat(ask(Verb.POST, path)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "/a, ROUTE_UNKNOWN",
        "/a/, ROUTE_UNKNOWN",
        "/b, ROUTE_UNKNOWN",
        "/ab/links, ROUTE_UNKNOWN",
        "/b/links/, ROUTE_UNKNOWN",
        "/a/links//, ROUTE_UNKNOWN",
        "/a/links//mirrors, NAME_EMPTY",
        "/a//links, NAME_EMPTY",
        "/a/links/l/mirrors:turn, ROUTE_UNKNOWN",
        "/a/links/%, ADDRESS_MALFORMED",
    })
    void findsNone(String path, Reason reason) {
        assertThat(ask(Verb.POST, path)).isEqualTo(reason + " ");
    }

    @Test
    void saysWhichVerbsThereAre() {
        List<Route> routes = List.of(route("x/{y}"), new Route(Verb.GET, "x/z", (_, _) -> answer("")));
        Front two = new Front(
                new Access(null), List.of(new Family(List.of("/"), routes, false, RoutesTest::fault)), new InFlight());
        Response response = two.answer(new Request(Verb.PUT, "/x/z", "", _ -> List.of(), () -> new byte[0]));
        assertThat(response.body()).asString(StandardCharsets.UTF_8).isEqualTo("VERB_WRONG GET, POST");
    }

    @Test
    void refusesTwoRoutesForOnePlace() {
        assertThatThrownBy(() -> new Routes(List.of(route("a/{b}"), route("a/{c}"))))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
