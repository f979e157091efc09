package dev.tain.app.cli;

import dev.tain.app.settings.Settings;
import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code tain link-broker}: the service where it is there for links, so that it does not start without Kafka. */
final class LinkBrokerCommand implements Command {

    @Override
    public String name() {
        return "link-broker";
    }

    @Override
    public void describe(CommandSpec spec) {
        spec.usageMessage()
                .description("Run a link broker in the foreground: a broker of the Kafka cluster that --kafka FILE"
                        + " joins, which mirrors topics into it. Several of one cluster share the work and take over"
                        + " from each other; give each its own --data, and all the same TAIN_CATALOG_KEY.");
        SettingsOptions.add(spec);
    }

    @Override
    public int run(ParseResult given) {
        Settings settings = SettingsOptions.read(given);
        if (settings.kafka().place().isEmpty()) {
            throw new TainException(
                    ErrorCode.SETTINGS_INVALID,
                    "A link broker needs a Kafka cluster.",
                    "Give --kafka FILE with Kafka's broker properties, or --kafka embedded.");
        }
        return Serving.run(settings);
    }
}
