"""Tables of the jobs."""

from gemensam.foundation.jobs.models.job import Job, JobState
from gemensam.foundation.jobs.models.log import JobLogLine
from gemensam.foundation.jobs.models.schedule import ScheduleMark

__all__ = ["Job", "JobLogLine", "JobState", "ScheduleMark"]
