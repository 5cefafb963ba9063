package dev.vaultgate.client.http;

import okhttp3.HttpUrl;

/**
 * Whom a connection leads to.
 *
 * @param secure whether by TLS
 */
record Origin(boolean secure, String host, int port) {

  static Origin of(HttpUrl url) {
    return new Origin(url.isHttps(), url.host(), url.port());
  }

  /** As the {@code Host} header has it. */
  String hostHeader() {
    String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return port == HttpUrl.defaultPort(secure ? "https" : "http") ? name : name + ":" + port;
  }
}
