package dev.vaultgate.examples.bench.rig;

import dev.vaultgate.examples.bench.load.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * nginx as a plain reverse proxy: one worker, kept-alive connections on both sides, no buffering,
 * no access log. It is the practical limit that the others are compared with.
 */
public final class NginxContender implements Contender {

  /** The row that ratios are made with. */
  public static final String ID = "nginx";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String title() {
    return "nginx";
  }

  @Override
  public Launch prepare(Path directory, int upstreamPort, int port) throws IOException {
    Path configuration = directory.resolve("nginx.conf");
    Files.writeString(configuration, configuration(directory, upstreamPort, port));
    List<String> command =
        List.of("nginx", "-p", directory.toString(), "-c", configuration.toString());
    return new Launch(command, new Target(port, "bench-model", List.of()));
  }

  private static String configuration(Path directory, int upstreamPort, int port) {
    // A master that runs as root would give its worker another user, who cannot use our directory.
    String user = "root".equals(System.getProperty("user.name")) ? "user root;" : "";
    return """
    daemon off;
    %1$s
    worker_processes 1;
    pid %2$s/nginx.pid;
    error_log stderr warn;
    events { worker_connections 4096; }
    http {
      access_log off;
      client_body_temp_path %2$s/body;
      proxy_temp_path %2$s/proxy;
      fastcgi_temp_path %2$s/fastcgi;
      uwsgi_temp_path %2$s/uwsgi;
      scgi_temp_path %2$s/scgi;
      keepalive_requests 1000000000;
      client_body_buffer_size 256k;
      upstream mock {
        server 127.0.0.1:%3$d;
        keepalive 1024;
        keepalive_requests 1000000000;
      }
      server {
        listen 127.0.0.1:%4$d backlog=4096;
        location / {
          proxy_pass http://mock;
          proxy_http_version 1.1;
          proxy_set_header Connection "";
          proxy_buffering off;
        }
      }
    }
    """
        .formatted(user, directory, upstreamPort, port);
  }
}
