package dev.clew.serve.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import dev.clew.serve.settings.Settings;
import java.time.InstantSource;
import org.slf4j.LoggerFactory;

/// Sets the log up: lines to the standard output, as text or JSON.
public final class Logs {
  /// Line breaks and control characters of a message cannot forge another line.
  private static final String LINE =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX, UTC} %-5level %logger{0}: "
          + "%replace(%msg){'[\\p{Cntrl}]', ' '}%n%ex{8}";

  private Logs() {}

  public static void configure(Settings.Log log) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setEncoder(encoder(context, log.format()));
    console.addFilter(new RepetitionFilter(InstantSource.system()));
    console.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.addAppender(console);
    root.setLevel(Level.WARN);
    // Armeria registers meters that nobody reads, some of them twice, and each start would say so.
    context.getLogger("io.micrometer").setLevel(Level.ERROR);
    context.getLogger("dev.clew").setLevel(Level.toLevel(log.level().name()));
  }

  static Encoder<ILoggingEvent> encoder(LoggerContext context, Settings.LogFormat format) {
    return switch (format) {
      case TEXT -> {
        PatternLayoutEncoder text = new PatternLayoutEncoder();
        text.setPattern(LINE);
        text.setContext(context);
        text.start();
        yield text;
      }
      case JSON -> {
        JsonEncoder json = new JsonEncoder();
        json.setWithSequenceNumber(false);
        json.setWithNanoseconds(false);
        json.setWithContext(false);
        json.setWithMDC(false);
        json.setWithMessage(false);
        json.setWithArguments(false);
        json.setWithFormattedMessage(true);
        json.setContext(context);
        json.start();
        yield json;
      }
    };
  }
}
