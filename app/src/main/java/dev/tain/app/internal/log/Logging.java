package dev.tain.app.internal.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import dev.tain.app.settings.LogSettings;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** Where log lines go. Until one of the methods is called only warnings are seen, on standard error. */
public final class Logging {
    private static final String PATTERN =
            "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX, UTC} %-5level [%thread] %logger{20}: %msg%n";

    private Logging() {}

    /** To standard error. */
    public static void toStandardError(LogSettings settings) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        apply(context, standardError(context), settings);
    }

    /** To a file, for a program that uses the terminal itself. */
    public static void toFile(Path file, LogSettings settings) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        FileAppender<ILoggingEvent> appender = new FileAppender<>();
        appender.setFile(file.toString());
        apply(context, appender, settings);
    }

    static void atFirst(LoggerContext context) {
        apply(context, standardError(context), new LogSettings(LogSettings.Level.WARN, LogSettings.Format.TEXT));
    }

    private static ConsoleAppender<ILoggingEvent> standardError(LoggerContext context) {
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(context);
        appender.setTarget("System.err");
        return appender;
    }

    private static void apply(
            LoggerContext context, OutputStreamAppender<ILoggingEvent> appender, LogSettings settings) {
        context.reset();
        appender.setContext(context);
        appender.setEncoder(encoder(context, settings.format()));
        appender.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Level level = level(settings.level());
        root.setLevel(level);
        root.addAppender(appender);
        if (level.isGreaterOrEqual(Level.INFO)) {
            quietLibraries(context, level);
        }
    }

    /** What libraries tell about themselves helps only those who look for a fault in them. */
    private static void quietLibraries(LoggerContext context, Level level) {
        Level quiet = level.isGreaterOrEqual(Level.WARN) ? level : Level.WARN;
        for (String library : new String[] {"org", "com", "io", "kafka", "state"}) {
            context.getLogger(library).setLevel(quiet);
        }
    }

    private static Encoder<ILoggingEvent> encoder(LoggerContext context, LogSettings.Format format) {
        Encoder<ILoggingEvent> encoder = switch (format) {
            case TEXT -> {
                PatternLayoutEncoder text = new PatternLayoutEncoder();
                text.setPattern(PATTERN);
                yield text;
            }
            case JSON -> {
                JsonEncoder json = new JsonEncoder();
                json.setWithSequenceNumber(false);
                json.setWithNanoseconds(false);
                json.setWithContext(false);
                json.setWithFormattedMessage(true);
                json.setWithMessage(false);
                json.setWithArguments(false);
                yield json;
            }
        };
        encoder.setContext(context);
        encoder.start();
        return encoder;
    }

    private static Level level(LogSettings.Level level) {
        return switch (level) {
            case ERROR -> Level.ERROR;
            case WARN -> Level.WARN;
            case INFO -> Level.INFO;
            case DEBUG -> Level.DEBUG;
            case TRACE -> Level.TRACE;
        };
    }
}
