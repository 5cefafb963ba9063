package dev.vaultgate.server;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import java.util.regex.Pattern;

/**
 * One event as one line of the log, an exception's trace below it. What looks like a secret is
 * blacked out, whoever let it come here, and nothing that a request holds can begin a line of its
 * own.
 */
public final class LogLine extends Formatter {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT);

  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)(\\b(?:vg_|vgw_|sk-|[sr]k_live_|[sr]k_test_|whsec_|gsk_|xai-|hf_|AIza)[A-Za-z0-9_\\-]{4})[A-Za-z0-9_\\-]{8,}"
              + "|(\\bBearer\\s+)[A-Za-z0-9._~+/=\\-]{8,}"
              + "|([?&](?:key|token|api_key)=)[^&\\s\"]+");

  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}\\u2028\\u2029]");

  @Override
  public String format(LogRecord event) {
    StringBuilder line = new StringBuilder();
    line.append(TIME.format(event.getInstant().atZone(ZoneId.systemDefault())))
        .append(' ')
        .append(level(event))
        .append(' ')
        .append(shortName(event.getLoggerName()))
        .append(": ")
        .append(CONTROL.matcher(formatMessage(event)).replaceAll("?"))
        .append(System.lineSeparator());
    if (event.getThrown() != null) {
      StringWriter trace = new StringWriter();
      event.getThrown().printStackTrace(new PrintWriter(trace, true));
      line.append(trace);
    }
    return SECRET.matcher(line).replaceAll("$1$2$3…");
  }

  private static String level(LogRecord event) {
    int level = event.getLevel().intValue();
    if (level >= 1000) {
      return "ERROR";
    }
    return level >= 900 ? "WARN " : level >= 800 ? "INFO " : "DEBUG";
  }

  private static String shortName(String logger) {
    return logger == null ? "" : logger.substring(logger.lastIndexOf('.') + 1);
  }
}
