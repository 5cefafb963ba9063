package dev.vaultgate.client.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vaultgate.client.outbound.MediaException.Reason;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses may be reached for a caller. */
class AddressRulesTest {

  /** Nobody asks it: what is written is enough to refuse. */
  private static final Resolver NEVER =
      host -> {
        throw new AssertionError("looked up " + host);
      };

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://127.0.0.1/a.png",
        "https://127.0.0.1",
        "https://127.255.255.254/",
        "https://127.1/",
        "https://127.0.1/",
        "https://2130706433/",
        "https://017700000001/",
        "https://0177.0.0.1/",
        "https://0x7f.0.0.1/",
        "https://0x7f000001/",
        "https://0x7f.1/",
        "https://127.0.0.0x1/",
        "https://127.0.0.01/",
        "https://%31%32%37.0.0.1/",
        "https://\uff11\uff12\uff17.0.0.1/",
        "https://127\u30020\u30020\u30021/",
        "https://0.0.0.0/",
        "https://0/",
        "https://10.0.0.1/",
        "https://100.64.0.1/",
        "https://100.127.255.255/",
        "https://169.254.169.254/latest/meta-data/",
        "https://169.254.170.2/v2/credentials",
        "https://172.16.0.1/",
        "https://172.31.255.255/",
        "https://192.0.0.192/",
        "https://192.0.2.1/",
        "https://192.88.99.1/",
        "https://192.168.1.1/",
        "https://198.18.0.1/",
        "https://198.19.255.255/",
        "https://198.51.100.7/",
        "https://203.0.113.9/",
        "https://224.0.0.1/",
        "https://239.255.255.250/",
        "https://240.0.0.1/",
        "https://255.255.255.255/",
        "https://[::]/",
        "https://[::1]/",
        "https://[0:0:0:0:0:0:0:1]/",
        "https://[::127.0.0.1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[::ffff:7f00:1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://[::ffff:169.254.169.254]/",
        "https://[64:ff9b::7f00:1]/",
        "https://[64:ff9b::169.254.169.254]/",
        "https://[64:ff9b:1::1]/",
        "https://[100::1]/",
        "https://[2001::1]/",
        "https://[2001:db8::1]/",
        "https://[2002:7f00:1::]/",
        "https://[2002:a9fe:a9fe::1]/",
        "https://[3fff::1]/",
        "https://[fc00::1]/",
        "https://[fd00:ec2::254]/",
        "https://[fe80::1]/",
        "https://[fe80::1%25eth0]/",
        "https://[fec0::1]/",
        "https://[ff02::1]/",
        "https://localhost/",
        "https://LOCALHOST/",
        "https://localhost./",
        "https://app.localhost/",
        "https://localhost.localdomain/",
        "https://printer.local/",
        "https://vault/",
        "https://example.com./",
        "https://metadata/",
        "https://metadata.google.internal/computeMetadata/v1/",
        "https://METADATA.GOOGLE.INTERNAL/",
        "https://instance-data.ec2.internal/",
        "https://metadata.packet.net/metadata",
        "https://1.0.0.127.in-addr.arpa/",
      })
  void s56PrivatePlacesAreRefusedByWhatIsWritten(String address) {
    assertRefused(AddressRules.PUBLIC.with(NEVER), address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc/passwd",
        "file://localhost/etc/passwd",
        "ftp://ftp.example.com/a.png",
        "gopher://example.com/_GET",
        "jar:https://example.com/a.jar!/b.png",
        "dict://example.com/",
        "ldap://example.com/",
        "blob:https://example.com/1",
        "javascript:alert(1)",
        "http://example.com/a.png",
        "https:/example.com/a.png",
        "https:example.com/a.png",
        "https:///example.com/a.png",
        "//example.com/a.png",
        "/etc/passwd",
        "",
        " https://example.com/a.png",
        "https://example.com/a.png\n",
        "https://example.com/a b.png",
        "https://user@example.com/a.png",
        "https://user:secret@example.com/a.png",
        "https://:@example.com/a.png",
        "https://example.com@127.0.0.1/a.png",
        "https://example.com\\@127.0.0.1/a.png",
        "https://example.com\\a.png",
        "https:\\\\example.com\\a.png",
        "https://example.com/a\\..\\b.png",
        "https://example.com#@127.0.0.1/a.png",
        "https://example.com/#@127.0.0.1/a.png",
        "https://example.com?@127.0.0.1/a.png",
        "https://example.com:22/a.png",
        "https://example.com:80/a.png",
        "https://example.com:8443/a.png",
        "https://example.com:0/a.png",
        "https://example.com:99999/a.png",
      })
  void s59OtherFormsAreRefused(String address) {
    assertRefused(AddressRules.PUBLIC.with(NEVER), address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.com/a.png",
        "https://example.com",
        "HTTPS://Example.COM/a.png?x=1&y=@b#top",
        "https://example.com:443/a.png",
        "https://b\u00fccher.de/a.png",
        "https://8.8.8.8/a.png",
        "https://172.15.0.1/a.png",
        "https://172.32.0.1/a.png",
        "https://100.63.255.255/a.png",
        "https://[2606:4700::1111]/a.png",
        "https://[::ffff:8.8.8.8]/a.png",
      })
  void publicPlacesMayBeReached(String address) {
    assertThatCode(() -> AddressRules.PUBLIC.with(NEVER).check(address)).doesNotThrowAnyException();
  }

  @Test
  void plainHttpIsAllowedWhereTheOperatorSaysSo() {
    AddressRules rules = AddressRules.of(List.of(), true).with(NEVER);

    assertThatCode(() -> rules.check("http://example.com/a.png")).doesNotThrowAnyException();
    assertRefused(rules, "http://example.com:443/a.png");
    assertRefused(rules, "http://127.0.0.1/a.png");
  }

  @Test
  void anOriginOfTheOperatorIsAllowedWithItsPortAlone() {
    AddressRules rules =
        AddressRules.of(List.of("http://files.lan:9000", "10.0.0.7"), false).with(NEVER);

    assertThatCode(() -> rules.check("http://FILES.lan:9000/a.png")).doesNotThrowAnyException();
    assertThatCode(() -> rules.check("https://10.0.0.7/a.png")).doesNotThrowAnyException();
    assertRefused(rules, "https://files.lan:9000/a.png");
    assertRefused(rules, "http://files.lan:9001/a.png");
    assertRefused(rules, "http://me@files.lan:9000/a.png");
    assertRefused(rules, "https://10.0.0.8/a.png");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ftp://a.com", "https://a.com/path", "https://u@a.com", "a.com/x"})
  void whatIsNoOriginCannotBeAllowed(String entry) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AddressRules.of(List.of(entry), false))
        .withMessageContaining("expected: a host");
  }

  @Test
  void s57OnePrivateAddressIsOneTooMany() {
    AddressRules rules = AddressRules.PUBLIC.with(host -> places("93.184.216.34", "10.0.0.1"));

    assertThatThrownBy(() -> rules.checkPlaces("https://example.com/a.png"))
        .isInstanceOfSatisfying(
            MediaException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_ALLOWED));
  }

  @Test
  void hostThatWeFindNowhereIsLeftToWhoeverFetches() {
    AddressRules rules =
        AddressRules.PUBLIC.with(
            host -> {
              throw new UnknownHostException(host);
            });

    assertThatCode(() -> rules.checkPlaces("https://example.com/a.png")).doesNotThrowAnyException();
    assertRefused(rules, "https://localhost/a.png");
  }

  @Test
  void s61ProviderIsInternalByItsNameOrByAnyOfItsAddresses() {
    AddressRules rules =
        AddressRules.PUBLIC.with(
            host ->
                switch (host) {
                  case "models.example.org" -> places("93.184.216.34", "192.168.0.5");
                  case "api.example.org" -> places("93.184.216.34");
                  case "8.8.8.8" -> places("8.8.8.8");
                  default -> throw new UnknownHostException(host);
                });

    assertThat(rules.isInternal("http://127.0.0.1:11434/v1")).isTrue();
    assertThat(rules.isInternal("http://ollama:11434")).isTrue();
    assertThat(rules.isInternal("https://models.example.org/v1")).isTrue();
    assertThat(rules.isInternal("https://api.example.org/v1")).isFalse();
    assertThat(rules.isInternal("https://8.8.8.8/v1")).isFalse();
    assertThat(rules.isInternal("https://unknown.example.org/v1")).isFalse();
  }

  static List<InetAddress> places(String... literals) throws UnknownHostException {
    InetAddress[] places = new InetAddress[literals.length];
    for (int i = 0; i < literals.length; i++) {
      places[i] = InetAddress.getByName(literals[i]);
    }
    return List.of(places);
  }

  private static void assertRefused(AddressRules rules, String address) {
    assertThatThrownBy(() -> rules.check(address))
        .isInstanceOfSatisfying(
            MediaException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_ALLOWED));
  }
}
