package dev.vaultgate.examples.bench;

import dev.vaultgate.examples.bench.rig.CommandContender;
import dev.vaultgate.examples.bench.rig.Cores;
import dev.vaultgate.examples.bench.rig.Jdk;
import dev.vaultgate.examples.bench.rig.Launcher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The command line, understood. */
final class Options {

  static final String USAGE =
      """
      usage: examples/bench/run [options]

        --rounds N            rounds, of which medians are taken (3; with --quick 1)
        --quick               short phases: under three minutes, for a first look
        --only IDS            contenders: direct,nginx,vaultgate-17,vaultgate-17-operator,bare-17,
                              portkey,litellm,bifrost,gomodel,...
        --loads NAMES         workloads: c1,c64,c256,c64-114k,first,bulk,s100,s500
        --check               end with 1 when a must is missed or a request failed
        --json FILE           also write everything as JSON
        --cores A,B           A is the contender's core, B the load's (0,1)
        --jar FILE            the gateway (vaultgate-cli/target/vaultgate.jar)
        --other NAME=FILE     another build of the gateway, to be compared with
        --variant NAME=YAML   the gateway with a further line of configuration, to be compared with
        --peers DIR           where other gateways are installed, beside the path
        --jvm "OPTIONS"       the gateway's JVM options, in place of the launcher's
        --java25 HOME         a second JDK for the gateway (or set JAVA25_HOME)
        --gateway-command "NAME=COMMAND"
                              another gateway; {port}, {upstream} and {dir} are filled in
        --gateway-model NAME  the model that its callers name (bench-model)
        --gateway-header "NAME: VALUE"
                              a header of its requests; may be repeated
        --profile DIR         record VaultGate with JFR under load, print where time goes
        --keep                keep configurations, stores and logs of the run
      """;

  private static final Path ROOT = Path.of(System.getProperty("vaultgate.root", "."));

  private static final Path LAUNCHER = ROOT.resolve("vaultgate-cli/src/main/dist/vaultgate");

  private int rounds;
  private boolean quick;
  private boolean check;
  private boolean keep;
  private Set<String> only = Set.of();
  private Set<String> loads = Set.of();
  private String cores = "0,1";
  private Path jar = ROOT.resolve("vaultgate-cli/target/vaultgate.jar");
  private final Map<String, Path> otherJars = new LinkedHashMap<>();
  private final Map<String, String> variants = new LinkedHashMap<>();
  private Optional<Path> peers = Optional.empty();
  private List<String> jvmOptions = List.of();
  private Optional<Path> secondJavaHome =
      Optional.ofNullable(System.getenv("JAVA25_HOME"))
          .filter(home -> !home.isBlank())
          .map(Path::of);
  private final List<CommandContender> commands = new ArrayList<>();
  private Optional<Path> json = Optional.empty();
  private Optional<Path> profile = Optional.empty();

  private Options() {}

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException when an option is unknown, or its value is missing or wrong
   */
  static Options parse(String[] arguments) {
    Options options = new Options();
    Iterator<String> words = Arrays.asList(arguments).iterator();
    while (words.hasNext()) {
      options.take(words.next(), words);
    }
    if (options.rounds == 0) {
      options.rounds = options.quick ? 1 : 3;
    }
    return options;
  }

  int rounds() {
    return rounds;
  }

  boolean quick() {
    return quick;
  }

  boolean check() {
    return check;
  }

  boolean keep() {
    return keep;
  }

  /** Whether this contender is to be run. */
  boolean wantsContender(String id) {
    return only.isEmpty() || only.contains(id);
  }

  /** Whether this contender was asked for by name. */
  boolean namesContender(String id) {
    return only.contains(id);
  }

  /** Whether this workload is to be run. */
  boolean wantsLoad(String name) {
    return loads.isEmpty() || loads.contains(name);
  }

  Cores cores() {
    return Cores.parse(cores);
  }

  Path jar() {
    return jar;
  }

  /** Other builds of the gateway, by the names they go by. */
  Map<String, Path> otherJars() {
    return otherJars;
  }

  /** Other settings of the gateway, by the names they go by. */
  Map<String, String> variants() {
    return variants;
  }

  /** Where other gateways may be installed. */
  Optional<Path> peers() {
    return peers;
  }

  /** Where the programs are that are run with the gateway's jar. */
  Path exampleSources() {
    return ROOT.resolve("examples/src/main/java");
  }

  /** Options of the gateway's JVM: those that it is shipped with, unless others are given. */
  List<String> jvmOptions(Jdk jdk) throws IOException {
    return jvmOptions.isEmpty() ? new Launcher(LAUNCHER).options(jdk) : jvmOptions;
  }

  /** The JDKs that VaultGate runs on, a column each: the one we run on, and a second when given. */
  List<Path> javaHomes() {
    List<Path> homes = new ArrayList<>();
    homes.add(Path.of(System.getProperty("java.home")));
    secondJavaHome.ifPresent(homes::add);
    return homes;
  }

  /** Other gateways. */
  List<CommandContender> commands() {
    return List.copyOf(commands);
  }

  Optional<Path> json() {
    return json;
  }

  /** Where profiles are to be written; when present, profiles are all that is made. */
  Optional<Path> profile() {
    return profile;
  }

  private void take(String option, Iterator<String> words) {
    switch (option) {
      case "--quick" -> quick = true;
      case "--check" -> check = true;
      case "--keep" -> keep = true;
      case "--rounds" -> rounds = positive(option, value(option, words));
      case "--only" -> only = names(value(option, words));
      case "--loads" -> loads = names(value(option, words));
      case "--cores" -> cores = value(option, words);
      case "--jar" -> jar = Path.of(value(option, words));
      case "--other" -> {
        String[] other = named(option, "FILE", value(option, words));
        otherJars.put(other[0], Path.of(other[1]));
      }
      case "--variant" -> {
        String[] variant = named(option, "YAML", value(option, words));
        variants.put(variant[0], variant[1]);
      }
      case "--peers" -> peers = Optional.of(Path.of(value(option, words)));
      case "--jvm" -> jvmOptions = List.of(value(option, words).trim().split(" +", -1));
      case "--java25" -> secondJavaHome = Optional.of(Path.of(value(option, words)));
      case "--json" -> json = Optional.of(Path.of(value(option, words)));
      case "--profile" -> profile = Optional.of(Path.of(value(option, words)));
      case "--gateway-command" -> commands.add(gateway(value(option, words)));
      case "--gateway-model" -> changeGateway(gateway -> gateway.withModel(value(option, words)));
      case "--gateway-header" -> changeGateway(gateway -> gateway.withHeader(value(option, words)));
      default -> throw new IllegalArgumentException(option + ": unknown option");
    }
  }

  /** A name and what stands for it. */
  private static String[] named(String option, String what, String text) {
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw new IllegalArgumentException(option + ": " + text + " (expected: NAME=" + what + ")");
    }
    return new String[] {text.substring(0, equals), text.substring(equals + 1)};
  }

  private void changeGateway(UnaryOperator<CommandContender> change) {
    if (commands.isEmpty()) {
      throw new IllegalArgumentException("--gateway-command must come before what describes it");
    }
    int last = commands.size() - 1;
    commands.set(last, change.apply(commands.get(last)));
  }

  private static CommandContender gateway(String text) {
    String[] named = named("--gateway-command", "COMMAND", text);
    return CommandContender.of(named[0], named[1]);
  }

  private static String value(String option, Iterator<String> words) {
    if (!words.hasNext()) {
      throw new IllegalArgumentException(option + ": its value is missing");
    }
    return words.next();
  }

  private static int positive(String option, String text) {
    try {
      int number = Integer.parseInt(text);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Answered below, together with numbers that are too small.
    }
    throw new IllegalArgumentException(option + ": " + text + " (expected: 1 or more)");
  }

  private static Set<String> names(String text) {
    return Set.copyOf(Arrays.asList(text.split(",", -1)));
  }
}
