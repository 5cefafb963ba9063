package dev.vaultgate.router.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.vaultgate.router.account.Account;
import dev.vaultgate.router.account.Project;
import dev.vaultgate.router.account.ProjectTerms;
import dev.vaultgate.router.account.Projects;
import dev.vaultgate.router.account.Rates;
import dev.vaultgate.router.account.Viewer;
import dev.vaultgate.router.credit.Budget;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.credit.Period;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of projects promises, seen through the service that callers use. */
abstract class ProjectStoreContract extends StoreContract {

  private static final ProjectTerms TERMS =
      new ProjectTerms(
          new Budget(
              Map.of(
                  Period.TOTAL, Money.dollars(100),
                  Period.MONTH, Money.dollars("9.000000001"),
                  Period.DAY, Money.ZERO),
              Map.of(Period.TOTAL, 5L, Period.DAY, Long.MAX_VALUE - 1)),
          new Rates(1, 2, 3));

  private Projects projects = new Projects(store.projects(), keys(), time);

  @BeforeEach
  void startService() {
    projects = new Projects(store.projects(), keys(), time);
  }

  @Test
  void aProjectIsFoundByItsId() {
    Account account = account(nanos(0));

    Project project = projects.create(account, "team", TERMS);

    assertThat(project.id()).matches("proj_[0-9a-f]{16}");
    assertThat(project.account()).isEqualTo(account);
    assertThat(project.terms()).isEqualTo(TERMS);
    assertThat(project.isArchived()).isFalse();
    assertThat(projects.find(project.id())).contains(project);
    assertThat(projects.find("proj_none")).isEmpty();
  }

  @Test
  void projectsAreListedForOneAccountOrForAll() {
    Account one = account(nanos(0));
    Account other = account(nanos(0));
    Project first = projects.create(one, "a", TERMS);
    time.advance(Duration.ofSeconds(1));
    Project second = projects.create(other, "b", ProjectTerms.UNLIMITED);

    assertThat(projects.list(null)).containsExactly(first, second);
    assertThat(projects.list(new Viewer(other.id(), "user_1"))).containsExactly(second);
    assertThat(projects.list(new Viewer(4711, "user_1"))).isEmpty();
  }

  @Test
  void aProjectCanBeChanged() {
    Project project = projects.create(account(nanos(0)), "team", TERMS);

    Project changed =
        projects.update(project.id(), "renamed", ProjectTerms.UNLIMITED).orElseThrow();

    assertThat(changed.name()).isEqualTo("renamed");
    assertThat(changed.terms()).isEqualTo(ProjectTerms.UNLIMITED);
    assertThat(projects.find(project.id())).contains(changed);
  }

  @Test
  void aProjectCanBeArchivedAndRestored() {
    Project project = projects.create(account(nanos(0)), "team", TERMS);

    assertThat(projects.archive(project.id()).orElseThrow().archivedAt()).isEqualTo(time.now());
    assertThat(projects.restore(project.id())).contains(project);
  }

  @Test
  void whatIsNotThereIsNotChanged() {
    assertThat(projects.update("proj_none", "k", TERMS)).isEmpty();
    assertThat(projects.archive("proj_none")).isEmpty();
    assertThat(projects.restore("proj_none")).isEmpty();
  }

  @Test
  void s49NamesArePrintable() {
    Account account = account(nanos(0));

    assertThatIllegalArgumentException().isThrownBy(() -> projects.create(account, "a\nb", TERMS));
    assertThatIllegalArgumentException().isThrownBy(() -> projects.update("proj_1", "", TERMS));
  }
}
