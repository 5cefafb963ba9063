package dev.vaultgate.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.payment.Pack;
import dev.vaultgate.router.payment.Price;
import dev.vaultgate.server.mail.SmtpSettings;
import dev.vaultgate.server.mail.SmtpSettings.Security;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the configuration says of selling credit and of telling people. */
class SellingTest {

  private static final String STRIPE =
      "stripe: { secret_key: sk_1, webhook_secret: whsec_1, return_url: 'https://a.example/b' }";

  private static final String PACKS = "packs: [ { id: small, price: 10.00, credit: 12.5 } ]";

  @TempDir private Path folder;

  private ServerConfig read(String yaml) throws Exception {
    Path file = folder.resolve("vaultgate.yaml");
    Files.writeString(file, yaml);
    return ConfigReader.read(
        new CommandLine(file, null, null, null, false, false), Map.of("EMPTY", ""));
  }

  @Test
  void nothingIsSoldAndNobodyToldUnlessItIsSaid() throws Exception {
    ServerConfig config = read("");

    assertThat(config.selling()).isNull();
    assertThat(config.telling()).isEqualTo(new ServerConfig.Telling(null, List.of(), null));
  }

  @Test
  void packsAreSoldForTheirPrice() throws Exception {
    ServerConfig.Selling selling =
        read("payments: { " + STRIPE + ", currency: eur, " + PACKS + " }").selling();

    assertThat(selling.packs())
        .containsExactly(new Pack("small", new Price(1_000, "eur"), Money.dollars("12.5")));
    assertThat(selling.stripe().baseUrl()).isEqualTo("https://api.stripe.com");
    assertThat(selling.stripe().returnUrl()).hasHost("a.example");
  }

  @Test
  void s78TheConfigurationShowsNoSecret() throws Exception {
    ServerConfig config =
        read(
            "payments: { %s, %s }\nalerts: { webhook: { url: 'https://a.example/b', secret: hush } }"
                .formatted(STRIPE, PACKS));

    assertThat(config.toString() + config.selling() + config.telling())
        .doesNotContain("sk_1")
        .doesNotContain("whsec_1")
        .doesNotContain("hush");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "stripe: { secret_key: '', webhook_secret: w, return_url: 'https://a.example' } | secret_key: missing",
        "stripe: { secret_key: s, webhook_secret: '${EMPTY}', return_url: 'https://a.example' } | webhook_secret",
        "stripe: { secret_key: s, webhook_secret: w } | return_url: missing",
        "stripe: { secret_key: s, webhook_secret: w, return_url: x } | return_url",
        "stripe: { secret_key: s, webhook_secret: w, return_url: 'https://a.example', key: x } | unknown",
        "packs: [ { id: other, price: 1, credit: 1 } ] | payments.stripe",
      })
  void s35SecretsAreNotForgotten(String stripe, String told) {
    assertThatThrownBy(() -> read("payments: { %s, %s }".formatted(stripe, PACKS)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(told.contains("payments.stripe") ? "packs" : told);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ id: Small, price: 1, credit: 1 } | small letters",
        "{ id: a, price: 1.005, credit: 1 } | price",
        "{ id: a, price: 0, credit: 1 } | price",
        "{ id: a, price: 1, credit: 0 } | credit",
        "{ id: a, price: 1, credit: x } | amount",
        "{ id: a, price: 1, credit: 1, cost: 3 } | unknown",
        "{ id: small, price: 1, credit: 1 } | no other pack",
        "small | entries such as",
      })
  void aPackThatIsNoneIsToldWithItsLine(String pack, String told) {
    assertThatThrownBy(
            () ->
                read(
                    "payments:\n  %s\n  packs:\n    - { id: small, price: 1, credit: 1 }\n    - %s\n"
                        .formatted(STRIPE, pack)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(told)
        .hasMessageContaining("vaultgate.yaml:");
  }

  @Test
  void alertsGoWhereTheOperatorSays() throws Exception {
    ServerConfig.Telling telling =
        read("""
                alerts:
                  webhook: { url: "http://hooks.lan:9000/in", secret: hush }
                  mail: [ ops@example.com ]
                smtp: { host: mail.example.com, user: vg, password: p, from: "VG <vg@example.com>" }
                """)
            .telling();

    assertThat(telling.webhook().url()).isEqualTo("http://hooks.lan:9000/in");
    assertThat(telling.mail()).containsExactly("ops@example.com");
    assertThat(telling.smtp())
        .isEqualTo(
            new SmtpSettings(
                "mail.example.com", 587, Security.STARTTLS, "vg", "p", "VG <vg@example.com>"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "alerts: { webhook: { url: x, secret: s } } | webhook.url",
        "alerts: { webhook: { url: 'https://a.example' } } | webhook.secret",
        "alerts: { mail: [ a@example.com ] } | smtp",
        "smtp: { from: a@example.com } | smtp.host",
        "smtp: { host: m, from: a } | smtp.from",
        "smtp: { host: m, from: a@example.com, user: u } | smtp.password",
        "smtp: { host: m, from: a@example.com, security: ssl } | starttls, tls or none",
        "smtp: { host: m, from: a@example.com, port: 0 } | smtp.port",
      })
  void whatIsWrongIsToldByItsName(String yaml, String told) {
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(told);
  }
}
