"""The ways that messages travel, one module each. A new way is a line in ``ADAPTERS``."""

from gemensam.foundation.messaging.channels.adapter import Adapter
from gemensam.foundation.messaging.channels.email import EmailAdapter
from gemensam.foundation.messaging.channels.sms import SmsAdapter
from gemensam.foundation.messaging.kinds import Channel

ADAPTERS: dict[Channel, type[Adapter]] = {
    Channel.EMAIL: EmailAdapter,
    Channel.SMS: SmsAdapter,
}
