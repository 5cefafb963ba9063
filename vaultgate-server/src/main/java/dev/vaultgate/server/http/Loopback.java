package dev.vaultgate.server.http;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Whether an address can be reached from this machine alone. */
public final class Loopback {

  private Loopback() {}

  public static boolean is(String address) {
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
