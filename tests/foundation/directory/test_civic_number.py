"""Civic numbers. The examples are computed from the public rules, on people who do not exist."""

import copy
import pickle
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from personnummer import personnummer as oracle

from gemensam.foundation.directory.civic_number import CivicNumber, CivicNumberError, CivicNumberKind

TODAY = date(2027, 6, 14)
PERSONNUMMER, SAMORDNING, TF = CivicNumberKind


@pytest.mark.parametrize(
    ("text", "value", "kind", "born"),
    [
        ("20110214-2385", "201102142385", PERSONNUMMER, date(2011, 2, 14)),
        ("201102142385", "201102142385", PERSONNUMMER, date(2011, 2, 14)),
        ("110214-2385", "201102142385", PERSONNUMMER, date(2011, 2, 14)),
        ("1102142385", "201102142385", PERSONNUMMER, date(2011, 2, 14)),
        (" 2011 02 14 \u2013 2385 ", "201102142385", PERSONNUMMER, date(2011, 2, 14)),
        ("110214\u00a02385", "201102142385", PERSONNUMMER, date(2011, 2, 14)),
        ("110214+2385", "191102142385", PERSONNUMMER, date(1911, 2, 14)),
        ("19110214+2385", "191102142385", PERSONNUMMER, date(1911, 2, 14)),
        ("19110214-2385", "191102142385", PERSONNUMMER, date(1911, 2, 14)),
        ("20110274-2382", "201102742382", SAMORDNING, date(2011, 2, 14)),
        ("110274-2382", "201102742382", SAMORDNING, date(2011, 2, 14)),
        ("20110214-TF12", "20110214TF12", TF, date(2011, 2, 14)),
        ("20110214tf12", "20110214TF12", TF, date(2011, 2, 14)),
        ("20110214-T123", "20110214T123", TF, date(2011, 2, 14)),
        ("110214-TF12", "20110214TF12", TF, date(2011, 2, 14)),
        ("20080229-2383", "200802292383", PERSONNUMMER, date(2008, 2, 29)),
    ],
)
def test_civic_number_in_a_usual_form_is_read(text, value, kind, born):
    number = CivicNumber.parse(text, today=TODAY)
    assert (number.value, number.kind, number.birth_date) == (value, kind, born)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("Anna Andersson", "form"),
        ("2011-02-14-2387", "form"),
        ("20110214-238", "form"),
        ("20110214-23851", "form"),
        ("20110214-TF1", "form"),
        ("20110214-TX12", "form"),
        ("20110214-2385\n201102142385", "form"),
        ("\u0662\u0660110214-2385", "form"),
        ("20111314-2387", "date"),
        ("20110230-2387", "date"),
        ("20110200-2387", "date"),
        ("20110292-2380", "date"),
        ("20070229-2387", "date"),
        ("20110160-2387", "date"),
        ("20270615-2380", "future"),
        ("270615-2380", "future"),
        ("18960101-2380", "too_old"),
        ("20110214+2385", "century"),
        ("20110214-2386", "check_digit"),
        ("20110214-2388", "check_digit"),
        ("20110215-2387", "check_digit"),
    ],
)
def test_civic_number_with_a_fault_is_refused_with_a_code(text, code):
    with pytest.raises(CivicNumberError) as refusal:
        CivicNumber.parse(text, today=TODAY)
    assert (refusal.value.code, str(refusal.value)) == (code, code)


@pytest.mark.parametrize(
    ("text", "today", "born"),
    [
        ("270614-2383", date(2027, 6, 14), date(2027, 6, 14)),
        ("270614+2383", date(2027, 6, 14), date(1927, 6, 14)),
        ("281231-2383", date(2028, 12, 30), None),
        ("281231-2383", date(2028, 12, 31), date(2028, 12, 31)),
        ("281231+2383", date(2028, 1, 1), date(1928, 12, 31)),
        ("281231-2383", date(2027, 12, 31), date(1928, 12, 31)),
    ],
)
def test_century_of_ten_digits_follows_the_sign_and_the_year(text, today, born):
    if born is None:
        with pytest.raises(CivicNumberError, match="future"):
            CivicNumber.parse(text, today=today)
    else:
        assert CivicNumber.parse(text, today=today).birth_date == born


def test_civic_number_never_shows_itself():
    number = CivicNumber.parse("20110214-2385", today=TODAY)
    shown = [repr(number), str(number), f"{number}", f"{number:>20}", repr([number]), repr({"n": number})]
    shown.append(number.masked())
    for text in shown:
        assert "0214" not in text
        assert "2385" not in text
    assert number.masked() == "2011••••-••••"
    assert number.formatted() == "20110214-2385"  # the control: the number is there when asked for


def test_error_never_shows_the_text():
    with pytest.raises(CivicNumberError) as refusal:
        CivicNumber.parse("20110214-2388", today=TODAY)
    assert "2388" not in repr(refusal.value)


def test_civic_numbers_are_values():
    first = CivicNumber.parse("20110214-2385", today=TODAY)
    same = CivicNumber.parse("110214-2385", today=TODAY)
    assert (first, hash(first)) == (same, hash(same))
    assert copy.copy(first) == pickle.loads(pickle.dumps(first)) == first


@pytest.mark.parametrize("value", ["201102142385", "201102742382", "20110214TF12", "20110214T123"])
def test_stored_value_gives_the_same_number(value):
    assert CivicNumber.stored(value) == CivicNumber.parse(value, today=TODAY)


@pytest.mark.parametrize("value", ["", "1102142385", "20110214-2385", "x" * 12])
def test_stored_value_of_another_form_is_refused(value):
    with pytest.raises(CivicNumberError, match="form"):
        CivicNumber.stored(value)


@settings(deadline=None)  # the library is slow the first time
@given(
    st.dates(date(1930, 1, 1), date(2027, 6, 13)),
    st.integers(0, 9999),
    st.sampled_from([0, 60]),
    st.sampled_from(["{c}{s}-{n}", "{c}{s}{n}", "{s}-{n}", "{s}{n}"]),
)
def test_civic_number_agrees_with_an_independent_library(born, number, more_days, form):
    short = f"{born:%y%m}{born.day + more_days:02}"
    text = form.format(c=f"{born.year // 100:02}", s=short, n=f"{number:04}")
    if oracle.valid(f"{born.year // 100:02}{short}-{number:04}"):
        assert CivicNumber.parse(text, today=TODAY).birth_date == born
    else:
        with pytest.raises(CivicNumberError) as refusal:
            CivicNumber.parse(text, today=TODAY)
        assert refusal.value.code == ("form" if number < 10 else "check_digit")
