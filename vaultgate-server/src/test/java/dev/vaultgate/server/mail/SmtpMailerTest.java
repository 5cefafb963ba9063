package dev.vaultgate.server.mail;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vaultgate.server.mail.SmtpSettings.Security;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Mail as a mail server gets it. */
class SmtpMailerTest {

  private final BlockingQueue<String> conversations = new LinkedBlockingQueue<>();
  private ServerSocket server;
  private volatile String recipientAnswer = "250 fine";

  @BeforeEach
  void start() throws IOException {
    server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::serve, "smtp");
    thread.setDaemon(true);
    thread.start();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        converse(socket);
      } catch (IOException e) {
        conversations.add("broke off");
      }
    }
  }

  private void converse(Socket socket) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
    OutputStream out = socket.getOutputStream();
    StringBuilder heard = new StringBuilder();
    say(out, "220 mail.example.com");
    boolean isData = false;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      heard.append(line).append('\n');
      if (isData) {
        isData = !line.equals(".");
        if (!isData) {
          say(out, "250 queued");
        }
      } else if (line.startsWith("EHLO")) {
        say(out, "250-mail.example.com\r\n250 AUTH PLAIN");
      } else if (line.startsWith("AUTH")) {
        say(out, "235 welcome");
      } else if (line.startsWith("RCPT")) {
        say(out, recipientAnswer);
      } else if (line.equals("DATA")) {
        isData = true;
        say(out, "354 go on");
      } else if (line.equals("QUIT")) {
        say(out, "221 bye");
        break;
      } else {
        say(out, "250 fine");
      }
    }
    conversations.add(heard.toString());
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(US_ASCII));
    out.flush();
  }

  private SmtpMailer mailer(Security security, @Nullable String user) {
    return new SmtpMailer(
        new SmtpSettings(
            "127.0.0.1",
            server.getLocalPort(),
            security,
            user,
            user == null ? null : "secret",
            "VaultGate <vaultgate@example.com>"));
  }

  private String heard() throws InterruptedException {
    String conversation = conversations.poll(10, TimeUnit.SECONDS);
    assertThat(conversation).isNotNull();
    return conversation;
  }

  @Test
  void aMailIsWhatItShouldBe() throws Exception {
    mailer(Security.NONE, null).send("ada@example.org", "80 % is used", "Zeile eins: größer.\n.\n");

    assertThat(heard())
        .contains("MAIL FROM:<vaultgate@example.com>")
        .contains("RCPT TO:<ada@example.org>")
        .contains("From: VaultGate <vaultgate@example.com>")
        .contains("Subject: 80 % is used")
        .contains("Content-Type: text/plain; charset=UTF-8")
        .contains("Auto-Submitted: auto-generated")
        .contains("gr=C3=B6=C3=9Fer")
        .doesNotContain("AUTH");
  }

  @Test
  void whoHasAPasswordSaysIt() throws Exception {
    mailer(Security.NONE, "vaultgate").send("ada@example.org", "s", "t");

    assertThat(heard()).contains("AUTH PLAIN dmF1bHRnYXRlAHZhdWx0Z2F0ZQBzZWNyZXQ=");
  }

  @Test
  void s49ASubjectBeginsNoHeaderOfItsOwn() throws Exception {
    mailer(Security.NONE, null).send("ada@example.org", "a\r\nBcc: eve@example.org", "t");

    assertThat(heard()).contains("Subject: a Bcc: eve@example.org").doesNotContain("\nBcc:");
  }

  @Test
  void anAddressThatIsNoneIsNotSpokenOf() {
    assertThatThrownBy(
            () ->
                mailer(Security.NONE, null)
                    .send("ada@example.org>\r\nRCPT TO:<eve@example.org", "s", "t"))
        .isInstanceOf(IOException.class);
  }

  @Test
  void whatTheServerRefusesIsTold() throws Exception {
    recipientAnswer = "550 no such user";

    assertThatThrownBy(() -> mailer(Security.NONE, null).send("ada@example.org", "s", "t"))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aServerThatOffersNoTlsWhereItShallGetsNoMail() throws Exception {
    assertThatThrownBy(() -> mailer(Security.STARTTLS, "vaultgate").send("a@example.org", "s", "t"))
        .isInstanceOf(IOException.class);

    assertThat(heard()).doesNotContain("AUTH").doesNotContain("RCPT");
  }
}
