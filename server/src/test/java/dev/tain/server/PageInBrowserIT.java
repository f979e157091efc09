package dev.tain.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.testkit.BrowserProgram;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page as a person sees it, in a real browser. */
class PageInBrowserIT {
    private final BrowserProgram program = BrowserProgram.find();
    private final ApiUnderTest world = new ApiUnderTest();

    @TempDir
    private Path data = Path.of("");

    private ApiServer start() {
        return ApiServer.start(
                new ApiSettings("127.0.0.1", 0, null, "1.2.3"), world.services(Optional.of(world.links)));
    }

    private void mirror(String name, String... tables) {
        StringBuilder mappings = new StringBuilder();
        for (String table : tables) {
            mappings.append(mappings.isEmpty() ? "" : ",")
                    .append("{\"source_table_identifier\":\"public." + table + "\",")
                    .append("\"destination_table_identifier\":\"" + table + "\"}");
        }
        String made = ApiUnderTest.text(world.post(
                "/v1/flows/cdc/create",
                "{\"connection_configs\":{\"flow_job_name\":\"" + name + "\",\"source_name\":\"src\","
                        + "\"destination_name\":\"dst\",\"table_mappings\":[" + mappings + "]}}"));
        assertThat(made).contains("workflowId");
    }

    @Test
    void showsMirrorsAndLinksAndChangesThem() throws Exception {
        World.addPeer(world.peers, "src", "a");
        World.addPeer(world.peers, "dst", "b");
        mirror("m1", "visits", "orders");
        mirror("m2", "items");
        mirror("m3", "first", "second");
        World.change(world, "failed m2");
        World.change(world, "state m1 RUNNING");
        World.change(world, "link add west");
        World.change(world, "link mirror west topic-1 ACTIVE");
        World.change(world, "link add zinc");
        World.change(world, "link fault zinc topic-2 SOURCE_TOPIC_RECREATED");
        try (ApiServer server = start();
                Chromium browser = Chromium.start(program, data)) {
            browser.open(server.address() + "/");
            browser.awaitTrue(text(".lazy-row:nth-child(1)", "m1", "Fresh to", "1 of 2 tables ok"));
            browser.awaitTrue(text(".lazy-row:nth-child(2)", "m2", "Failed", "cannot be reached", "Start it."));
            browser.awaitTrue(text(".lazy-row:nth-child(4)", "west", "1 mirror topic"));
            browser.awaitTrue(text(".lazy-row:nth-child(3)", "m3", "Copying", "50 % of the rows"));
            browser.awaitTrue(text(".lazy-row:nth-child(5)", "zinc", "Topics fail", "cannot follow"));
            browser.open(server.address() + "/#/mirror/m3");
            browser.awaitTrue("document.querySelector('.bar > span').style.width === '50%'");
            pause(browser, server);
            failOver(browser, server);
            assertThat(browser.complaints()).isEmpty();
            browser.open(server.address() + "/#/mirror/nothing");
            browser.awaitTrue(text("main", "There is no mirror of this name."));
        }
    }

    private void pause(Chromium browser, ApiServer server) {
        browser.open(server.address() + "/#/mirror/m1");
        browser.awaitTrue(text("main", "public.visits", "1 lossy column", "Lag"));
        browser.run(button("main", "Pause") + ".click()");
        browser.awaitTrue(text(
                "dialog .command", "curl", "STATUS_PAUSED", server.address().toString()));
        browser.run(button("dialog footer", "Pause") + ".click()");
        browser.awaitTrue(text("main .head", "Paused"));
        browser.awaitTrue("!" + text("main", "Lag"));
        assertThat(world.mirrors.calls).contains("pause m1");
    }

    private void failOver(Chromium browser, ApiServer server) {
        browser.open(server.address() + "/#/link/west");
        browser.awaitTrue(text("main .lazy", "topic-1", "Active"));
        browser.run(button("main", "Fail over all") + ".click()");
        browser.awaitTrue(text("dialog .verdict", "would be lost", "not known"));
        browser.awaitTrue(button("dialog footer", "Fail over") + ".disabled");
        browser.run("document.querySelector('dialog .accept input').click()");
        browser.run(button("dialog footer", "Fail over") + ".click()");
        browser.awaitTrue("!document.querySelector('dialog')");
        assertThat(world.links.calls)
                .anyMatch(call ->
                        call.startsWith("endMirrors west EndingWish[planned=false") && !call.contains("validateOnly"));
    }

    @Test
    void keepsMarkupInNamesAsText() throws Exception {
        World.addPeer(world.peers, "<img src=x onerror=alert(1)>", "a");
        try (ApiServer server = start();
                Chromium browser = Chromium.start(program, data)) {
            browser.open(server.address() + "/#/peers");
            browser.awaitTrue(text(".lazy-row", "<img src=x"));
            browser.awaitTrue("!document.querySelector('.lazy img')");
        }
    }

    private static String text(String selector, String... words) {
        StringBuilder condition = new StringBuilder();
        for (String word : words) {
            condition
                    .append(condition.isEmpty() ? "" : " && ")
                    .append("document.querySelector('" + selector + "').textContent.includes('" + word + "')");
        }
        return condition.toString();
    }

    private static String button(String within, String label) {
        return "[...document.querySelectorAll('" + within + " button')].find((each) => each.textContent === '" + label
                + "')";
    }
}
