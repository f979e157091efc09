package dev.tain.server.internal.json;

import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * The text of a message: its limits, and how its faults are told. The library's own texts are not used, because they
 * repeat the input, and there may be a secret in it.
 */
final class JsonText {
    static final int MAX_DEPTH = 64;
    static final int MAX_TEXT_CHARS = 1 << 20;
    static final int MAX_NAME_CHARS = 256;
    static final int MAX_NUMBER_CHARS = 64;
    private static final int MAX_GOT_CHARS = 60;

    // Names are neither interned nor kept between requests: they come from outside.
    static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_TEXT_CHARS)
                    .maxNameLength(MAX_NAME_CHARS)
                    .maxNumberLength(MAX_NUMBER_CHARS)
                    .build())
            .build();

    private JsonText() {}

    static <T> T parse(String text, Function<JsonParser, T> reader) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            return parse(text, parser, reader);
        }
    }

    private static <T> T parse(String text, JsonParser parser, Function<JsonParser, T> reader) {
        try {
            return reader.apply(parser);
        } catch (StreamConstraintsException e) {
            throw BadMessage.body("", "a limit is passed: " + limits() + at(parser.currentLocation()));
        } catch (UnexpectedEndOfInputException e) {
            throw BadMessage.body("", "it is not JSON: it ends too early" + at(e.getLocation()));
        } catch (JacksonException e) {
            throw BadMessage.body("", "it is not JSON" + unexpected(text, e) + at(e.getLocation()));
        }
    }

    private static String limits() {
        return MAX_DEPTH + " levels, " + MAX_TEXT_CHARS + " characters in a text, " + MAX_NAME_CHARS + " in a name, "
                + MAX_NUMBER_CHARS + " in a number";
    }

    private static String unexpected(String text, JacksonException e) {
        long at = e.getLocation() == null ? -1 : e.getLocation().getCharOffset();
        char found = at >= 0 && at < text.length() ? text.charAt((int) at) : 0;
        return found > ' ' && found < 127 ? ": unexpected " + found : "";
    }

    static String at(JsonParser parser) {
        return at(parser.currentTokenLocation());
    }

    private static String at(TokenStreamLocation location) {
        return location == null || location.getLineNr() < 1
                ? ""
                : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }

    /** The value at hand, in words; its text only where that is no secret. */
    static String got(JsonParser parser, boolean confidential) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "a list";
            case VALUE_NULL -> "null";
            case VALUE_TRUE -> "true";
            case VALUE_FALSE -> "false";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> confidential ? "a number" : shown(parser.getString());
            case VALUE_STRING -> confidential ? "a text" : '"' + shown(parser.getString()) + '"';
            default -> "nothing";
        };
    }

    /** The text at hand as it may be repeated; empty when it is secret, or no text. */
    static String shownText(JsonParser parser, boolean confidential) {
        return confidential || parser.currentToken() != JsonToken.VALUE_STRING ? "" : shown(parser.getString());
    }

    private static String shown(String text) {
        String printable = text.replaceAll("[^\\x20-\\x7E]", "?");
        return printable.length() > MAX_GOT_CHARS ? printable.substring(0, MAX_GOT_CHARS) + "..." : printable;
    }
}
