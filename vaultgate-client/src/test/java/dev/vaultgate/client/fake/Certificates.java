package dev.vaultgate.client.fake;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** Certificates that nobody has signed, made with the JDK's own tool. */
public final class Certificates {

  /** Of the stores, for those who trust one. */
  public static final String PASSWORD = "password";

  private Certificates() {}

  /**
   * A store with one certificate and its key.
   *
   * @param name whose it is
   * @param from when its day begins, such as {@code -3d}
   */
  public static Path make(Path folder, String name, String from) throws Exception {
    Path file = folder.resolve(name + from + ".p12");
    Process tool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "it",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=dns:" + name + ",ip:127.0.0.1",
                "-startdate",
                from,
                "-validity",
                "1",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .start();
    tool.getInputStream().readAllBytes();
    if (tool.waitFor() != 0) {
      throw new IllegalStateException("keytool failed");
    }
    return file;
  }

  /**
   * Does what finds out whom the JVM trusts while it trusts this one: by its own properties, as an
   * operator sets them.
   */
  public static void trusting(Path file, Runnable finding) {
    System.setProperty("javax.net.ssl.trustStore", file.toString());
    System.setProperty("javax.net.ssl.trustStorePassword", PASSWORD);
    try {
      finding.run();
    } finally {
      System.clearProperty("javax.net.ssl.trustStore");
      System.clearProperty("javax.net.ssl.trustStorePassword");
    }
  }

  /** What a server with this certificate speaks through. */
  public static SSLContext context(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  /** A server that shakes hands with whoever comes and says no more. */
  public static SSLServerSocket server(Path file) throws Exception {
    SSLServerSocket server =
        (SSLServerSocket)
            context(file)
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread =
        new Thread(
            () -> {
              while (!server.isClosed()) {
                try (var socket = server.accept()) {
                  socket.getInputStream().read();
                } catch (IOException refused) {
                  // The client has not liked the certificate, or the test is over.
                }
              }
            },
            "certificates");
    thread.setDaemon(true);
    thread.start();
    return server;
  }
}
