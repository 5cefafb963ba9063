package dev.vaultgate.server.mail;

import dev.vaultgate.router.alert.Mailer;
import jakarta.mail.Authenticator;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Sends mail by SMTP, each over a connection of its own: alerts are few. A server whose certificate
 * is not good, or that offers no TLS where it shall, is not spoken to. Safe for many threads.
 */
public final class SmtpMailer implements Mailer {

  private static final String TIME_MAX_MILLIS = "10000";

  private final SmtpSettings settings;
  private final Session session;

  public SmtpMailer(SmtpSettings settings) {
    this.settings = settings;
    this.session = Session.getInstance(properties(settings), authenticator(settings));
  }

  private static Properties properties(SmtpSettings settings) {
    Properties properties = new Properties();
    properties.setProperty("mail.transport.protocol", "smtp");
    properties.setProperty("mail.smtp.host", settings.host());
    properties.setProperty("mail.smtp.port", Integer.toString(settings.port()));
    properties.setProperty("mail.smtp.auth", Boolean.toString(settings.user() != null));
    properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    properties.setProperty("mail.smtp.connectiontimeout", TIME_MAX_MILLIS);
    properties.setProperty("mail.smtp.timeout", TIME_MAX_MILLIS);
    properties.setProperty("mail.smtp.writetimeout", TIME_MAX_MILLIS);
    switch (settings.security()) {
      case STARTTLS -> {
        properties.setProperty("mail.smtp.starttls.enable", "true");
        properties.setProperty("mail.smtp.starttls.required", "true");
      }
      case TLS -> properties.setProperty("mail.smtp.ssl.enable", "true");
      case NONE -> {}
    }
    return properties;
  }

  private static @Nullable Authenticator authenticator(SmtpSettings settings) {
    if (settings.user() == null) {
      return null;
    }
    return new Authenticator() {
      @Override
      protected PasswordAuthentication getPasswordAuthentication() {
        return new PasswordAuthentication(settings.user(), settings.password());
      }
    };
  }

  @Override
  public void send(String to, String subject, String text) throws IOException {
    try {
      MimeMessage message = new MimeMessage(session);
      message.setFrom(new InternetAddress(settings.from(), true));
      message.setRecipient(Message.RecipientType.TO, new InternetAddress(to, true));
      message.setSubject(oneLine(subject), StandardCharsets.UTF_8.name());
      message.setText(text, StandardCharsets.UTF_8.name());
      // No answer comes back from an absent colleague's machine.
      message.setHeader("Auto-Submitted", "auto-generated");
      message.setHeader(
          "Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)));
      Transport.send(message);
    } catch (MessagingException e) {
      throw new IOException("the mail server does not take it: " + e.getMessage(), e);
    }
  }

  /** A line end in a subject would begin a header of its own. */
  private static String oneLine(String subject) {
    return subject.replaceAll("\\p{Cntrl}+", " ");
  }
}
