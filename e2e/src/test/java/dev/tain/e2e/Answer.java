package dev.tain.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;

/** What the API answered: HTTP status and JSON body. */
record Answer(int status, JsonNode body) {

    /** Fails the test unless the status is 200. */
    Answer succeeded() {
        assertThat(status).as("status of the answer %s", body).isEqualTo(200);
        return this;
    }

    /** The value at a path such as {@code cdcStatus/config/maxBatchSize}; missing values are empty texts. */
    String text(String path) {
        return at(path).asString("");
    }

    JsonNode at(String path) {
        return body.at("/" + path);
    }

    /** All texts of the details, reasons, remedies and violations alike. */
    String details() {
        return body.path("details").toString();
    }
}
