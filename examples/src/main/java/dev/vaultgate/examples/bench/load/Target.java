package dev.vaultgate.examples.bench.load;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * Where requests go and what they must carry to be let in.
 *
 * @param port on the loopback address
 * @param model the model's name, as this gateway's callers write it
 * @param headers whole header lines without line ends, such as {@code Authorization: Bearer …}
 */
public record Target(int port, String model, List<String> headers) {

  public Target {
    headers = List.copyOf(headers);
  }

  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }
}
