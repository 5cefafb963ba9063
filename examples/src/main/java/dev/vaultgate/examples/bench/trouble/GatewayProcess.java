package dev.vaultgate.examples.bench.trouble;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vaultgate.examples.bench.load.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** VaultGate in a process of its own, with one configuration and one key that pays from credit. */
final class GatewayProcess implements AutoCloseable {

  private static final Pattern KEY = Pattern.compile("vg_[0-9A-Za-z]{36}");
  private static final Pattern TOTAL = Pattern.compile("Total +\\d+ +(\\d+)");
  private static final double KIB = 1_024;
  private static final String FAR_AWAY = "1000000000";
  private static final Duration START_MAX = Duration.ofSeconds(90);

  private final Process process;
  private final List<String> java;
  private final Path store;
  private final int port;
  private final String key;

  private GatewayProcess(Process process, List<String> java, Path store, int port, String key) {
    this.process = process;
    this.java = java;
    this.store = store;
    this.port = port;
    this.key = key;
  }

  /**
   * Starts it.
   *
   * @param options of its JVM
   */
  static GatewayProcess start(
      Path javaHome, Path jar, Path folder, List<String> options, String configuration)
      throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory(folder, "gateway-");
    Path config = directory.resolve("vaultgate.yaml");
    Path store = directory.resolve("vaultgate.db");
    Files.writeString(config, configuration);
    List<String> java = new ArrayList<>(List.of(javaHome.resolve("bin/java").toString()));
    java.addAll(options);
    java.addAll(List.of("-jar", jar.toString()));
    Matcher key =
        KEY.matcher(
            run(
                java,
                "keys",
                "create",
                "--name",
                "trouble",
                "--rpm",
                FAR_AWAY,
                "--concurrency",
                FAR_AWAY,
                "--user",
                "trouble",
                "--json",
                "--db",
                store.toString()));
    if (!key.find()) {
      throw new IOException("keys create printed no key");
    }
    run(java, "credits", "add", "trouble", "1000000", "--db", store.toString());
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    List<String> serve = new ArrayList<>(java);
    serve.addAll(
        List.of(
            "serve",
            "--config",
            config.toString(),
            "--db",
            store.toString(),
            "--port",
            Integer.toString(port)));
    Process process =
        new ProcessBuilder(serve)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
    GatewayProcess gateway = new GatewayProcess(process, java, store, port, key.group());
    long end = System.nanoTime() + START_MAX.toNanos();
    while (gateway.health() < 0) {
      if (System.nanoTime() - end > 0 || !process.isAlive()) {
        throw new IOException("did not start:\n" + Files.readString(directory.resolve("log")));
      }
      LockSupport.parkNanos(20_000_000);
    }
    return gateway;
  }

  private static String run(List<String> java, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(java);
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + ":\n" + output);
    }
    return output;
  }

  Callers callers() {
    return new Callers(port, key, "bench-text");
  }

  Target target() {
    return new Target(port, "bench-text", List.of("Authorization: Bearer " + key));
  }

  /** How many milliseconds health takes to answer; -1 when it does not. */
  double health() {
    long asked = System.nanoTime();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(5_000);
      socket
          .getOutputStream()
          .write("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(UTF_8));
      byte[] some = new byte[12];
      boolean ok =
          socket.getInputStream().readNBytes(some, 0, 12) == 12
              && new String(some, UTF_8).endsWith("200");
      return ok ? (System.nanoTime() - asked) / 1e6 : -1;
    } catch (IOException e) {
      // Nobody listens yet, or any more.
      return -1;
    }
  }

  /** Memory now, in bytes. */
  double resident() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc", pid(), "status"))) {
      if (line.startsWith("VmRSS:")) {
        return Double.parseDouble(line.replaceAll("\\D", "")) * KIB;
      }
    }
    throw new IOException("no VmRSS in the status of process " + pid());
  }

  /** What is in use of the heap, garbage left out, in bytes. */
  double liveHeap() throws IOException, InterruptedException {
    String jcmd = Path.of(java.get(0)).resolveSibling("jcmd").toString();
    Matcher total = TOTAL.matcher(run(List.of(jcmd, pid()), "GC.class_histogram"));
    if (!total.find()) {
      throw new IOException("no total in the histogram of process " + pid());
    }
    return Double.parseDouble(total.group(1));
  }

  private String pid() {
    return Long.toString(process.pid());
  }

  /** Whether every balance is the sum of its transfers. */
  boolean ledgerIsExact() {
    try {
      // Ends with another code than zero when anything is wrong.
      run(java, "credits", "verify", "--db", store.toString());
      return true;
    } catch (IOException e) {
      System.out.println(e.getMessage());
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Asks it to stop. */
  void terminate() {
    process.destroy();
  }

  /** Waits until it has stopped; its exit code, or -1 when it takes too long. */
  int awaitEnd(Duration time) throws InterruptedException {
    return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS) ? process.exitValue() : -1;
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(40, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
