package dev.vaultgate.router.account;

import dev.vaultgate.router.time.SystemTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes, finds and changes projects. A change made here is known at once. Safe for many threads.
 */
public final class Projects {

  private static final int ID_BYTES = 8;

  private final ProjectStore store;
  private final Keys keys;
  private final SystemTime time;
  private final List<Consumer<Project>> listeners = new CopyOnWriteArrayList<>();

  /**
   * @param keys what remembers keys with their project
   */
  public Projects(ProjectStore store, Keys keys, SystemTime time) {
    this.store = store;
    this.keys = keys;
    this.time = time;
  }

  /** Lets somebody know of each project that was changed. */
  public void onChange(Consumer<Project> listener) {
    listeners.add(listener);
  }

  /**
   * Makes a project.
   *
   * @param account whose credit pays for its keys
   */
  public Project create(Account account, String name, ProjectTerms terms) {
    Names.check("name", name);
    byte[] id = new byte[ID_BYTES];
    time.fillSecret(id);
    Instant now = time.now().truncatedTo(ChronoUnit.MILLIS); // As stores keep it.
    Project project =
        new Project("proj_" + HexFormat.of().formatHex(id), account, name, terms, now, null);
    store.add(project);
    return project;
  }

  /** Projects whose stored data was changed by somebody else than this program. */
  public List<Project> changedElsewhere() {
    return store.changedElsewhere().stream().flatMap(id -> find(id).stream()).toList();
  }

  public Optional<Project> find(String id) {
    return store.find(id);
  }

  /**
   * The project of an id.
   *
   * @param viewer who may see it, or null for everybody's
   */
  public Optional<Project> find(String id, @Nullable Viewer viewer) {
    return store.find(id, viewer);
  }

  /**
   * Projects, oldest first, archived ones among them.
   *
   * @param viewer who may see them, or null for everybody's
   */
  public List<Project> list(@Nullable Viewer viewer) {
    return store.projects(viewer);
  }

  /** Gives a project another name and other terms; empty when there is none of this id. */
  public Optional<Project> update(String id, String name, ProjectTerms terms) {
    Names.check("name", name);
    return changed(id, store.update(id, name, terms));
  }

  /** Lets no key of a project work any longer, until it is restored; empty when there is none. */
  public Optional<Project> archive(String id) {
    return changed(id, store.archive(id, time.now().truncatedTo(ChronoUnit.MILLIS)));
  }

  /** Lets the keys of an archived project work again; empty when there is none of this id. */
  public Optional<Project> restore(String id) {
    return changed(id, store.archive(id, null));
  }

  private Optional<Project> changed(String id, boolean changed) {
    keys.forgetProject(id);
    Optional<Project> project = changed ? store.find(id) : Optional.empty();
    project.ifPresent(now -> listeners.forEach(listener -> listener.accept(now)));
    return project;
  }
}
