package dev.vaultgate.client.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.1.2, true",
    "10.0.0.0/8, 11.0.0.1, false",
    "192.0.2.128/25, 192.0.2.127, false",
    "192.0.2.7, 192.0.2.7, true",
    "192.0.2.7, 192.0.2.8, false",
    "0.0.0.0/0, 203.0.113.9, true",
    "0.0.0.0/0, 2001:db8::1, false",
    "2001:db8::/32, 2001:db8:ffff::1, true",
    "2001:db8::/32, 2001:db9::1, false",
    "::1, ::1, true"
  })
  void itHoldsTheAddressesThatShareItsFirstBits(String network, String address, boolean held)
      throws UnknownHostException {
    assertThat(Network.parse(network).holds(InetAddress.getByName(address))).isEqualTo(held);
  }

  @Test
  void anAddressOfIpv4WithinIpv6CountsAsWhatItIs() throws UnknownHostException {
    byte[] mapped = new byte[16];
    mapped[10] = -1;
    mapped[11] = -1;
    mapped[12] = 10;
    InetAddress address = Inet6Address.getByAddress(null, mapped, -1);

    assertThat(address.getAddress()).hasSize(16);
    assertThat(Network.parse("10.0.0.0/8").holds(address)).isTrue();
    assertThat(Network.parse("::/0").holds(address)).isFalse();
  }

  @Test
  void itIsWrittenAsABlockAndReadAgain() {
    Network network = Network.parse("2001:db8::/32");

    assertThat(Network.parse(network.toString())).isEqualTo(network);
    assertThat(Network.parse("192.0.2.7")).hasToString("192.0.2.7/32");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/",
        "10.0.0.1/8",
        "10.0.0",
        "256.0.0.1",
        "2001:db8::/129",
        "2001:db8::1/32",
        ":::",
        "fe80::1%eth0",
        " 10.0.0.0/8"
      })
  void anythingElseIsRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Network.parse(text))
        .withMessageContaining("network: '");
  }
}
