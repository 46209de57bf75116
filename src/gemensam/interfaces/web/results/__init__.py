"""The applicant's and guardian's pages: the result with the reasons, choice by choice."""
