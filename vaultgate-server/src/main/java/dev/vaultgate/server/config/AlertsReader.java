package dev.vaultgate.server.config;

import dev.vaultgate.router.alert.Webhook;
import dev.vaultgate.server.mail.SmtpSettings;
import dev.vaultgate.server.mail.SmtpSettings.Security;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads where the operator's alerts go, and how mail is sent. */
final class AlertsReader {

  private static final int PORT_MAX = 65_535;
  private static final int SUBMISSION = 587;
  private static final int SUBMISSION_TLS = 465;
  private static final int RELAY = 25;

  private AlertsReader() {}

  static ServerConfig.Telling read(Section alerts, Section smtp, boolean hasSmtp) {
    Webhook webhook = webhook(alerts.section("webhook"), alerts.has("webhook"));
    List<String> mail = alerts.texts("mail");
    alerts.end();
    SmtpSettings settings = smtp(smtp, hasSmtp);
    if (!mail.isEmpty() && !hasSmtp) {
      alerts.wrong("mail", "expected: an entry smtp, which says how mail is sent");
    }
    return new ServerConfig.Telling(webhook, mail, settings);
  }

  private static @Nullable Webhook webhook(Section section, boolean isThere) {
    String url = section.text("url", "");
    String secret = section.text("secret", "");
    section.end();
    if (!isThere) {
      return null;
    }
    if (!isUrl(url)) {
      section.missing("url", "an address such as https://hooks.example.com/vaultgate");
    }
    if (secret.isBlank()) {
      section.missing("secret", "what the receiver checks signatures with");
    }
    return isUrl(url) && !secret.isBlank() ? new Webhook(url, secret) : null;
  }

  private static boolean isUrl(String url) {
    try {
      return URI.create(url).getHost() != null && url.matches("https?://.*");
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static @Nullable SmtpSettings smtp(Section section, boolean isThere) {
    String host = section.text("host", "");
    Security security = security(section);
    int port = section.integer("port", usualPort(security), 1, PORT_MAX);
    String user = section.text("user");
    String password = section.text("password");
    String from = section.text("from", "");
    section.end();
    if (!isThere) {
      return null;
    }
    if (host.isBlank()) {
      section.missing("host", "the name of a mail server");
    }
    if (!from.contains("@")) {
      section.missing("from", "the sender's address, such as VaultGate <vaultgate@example.com>");
    }
    if ((user == null) != (password == null)) {
      section.missing(user == null ? "user" : "password", "both, or neither");
    }
    return new SmtpSettings(host, port, security, user, password, from);
  }

  private static Security security(Section section) {
    String word = section.text("security", "starttls");
    try {
      return Security.valueOf(word.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      section.wrong("security", "expected: starttls, tls or none");
      return Security.STARTTLS;
    }
  }

  private static int usualPort(Security security) {
    return switch (security) {
      case STARTTLS -> SUBMISSION;
      case TLS -> SUBMISSION_TLS;
      case NONE -> RELAY;
    };
  }
}
