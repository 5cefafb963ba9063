package dev.vaultgate.client.http;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Trusts whom the system trusts, no more and no less, and remembers of a certificate that is not
 * trusted whose it is: the JDK's own failures do not tell.
 */
final class PresentedCertificates extends X509ExtendedTrustManager {

  /** How OkHttp names the certificate of another host. */
  private static final Pattern OTHER_HOST = Pattern.compile("(?m)^\\s*DN: (.+)$");

  private final X509ExtendedTrustManager system;

  private PresentedCertificates(X509ExtendedTrustManager system) {
    this.system = system;
  }

  static PresentedCertificates trustedBySystem() {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init((KeyStore) null);
      for (TrustManager manager : factory.getTrustManagers()) {
        if (manager instanceof X509ExtendedTrustManager system) {
          return new PresentedCertificates(system);
        }
      }
      throw new IllegalStateException("the JDK trusts nobody");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("whom the system trusts cannot be found out", e);
    }
  }

  SSLSocketFactory sockets() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {this}, null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no TLS on this machine", e);
    }
  }

  /** Whose certificate a connection was ended for, or null when it ended for something else. */
  static @Nullable String subject(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UntrustedException untrusted) {
        return untrusted.subject;
      }
      Matcher other = OTHER_HOST.matcher(String.valueOf(cause.getMessage()));
      if (other.find()) {
        return other.group(1);
      }
    }
    return null;
  }

  private interface Check {
    void run() throws CertificateException;
  }

  private static void telling(X509Certificate[] chain, Check check) throws CertificateException {
    try {
      check.run();
    } catch (CertificateException e) {
      throw chain.length == 0 ? e : new UntrustedException(chain[0], e);
    }
  }

  private static final class UntrustedException extends CertificateException {
    private static final long serialVersionUID = 1L;

    private final String subject;

    UntrustedException(X509Certificate presented, CertificateException cause) {
      super(cause.getMessage(), cause);
      this.subject = presented.getSubjectX500Principal().getName();
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    telling(chain, () -> system.checkServerTrusted(chain, type));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    telling(chain, () -> system.checkServerTrusted(chain, type, socket));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    telling(chain, () -> system.checkServerTrusted(chain, type, engine));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    system.checkClientTrusted(chain, type);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    system.checkClientTrusted(chain, type, socket);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    system.checkClientTrusted(chain, type, engine);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return system.getAcceptedIssuers();
  }
}
