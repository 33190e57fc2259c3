"""How CPR numbers hide in files, and what only looks like one: spellings by cause.

Every number is an impossible date (30 or 31 February, 31 April, replacement days 90 and 91) or, where a zero
must come first, a day in 2029 or 2035. Characters that show as nothing are written as escapes.
"""

DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\ufe58\ufe63\uff0d\u2e3a\u207b\u208b\u2500\u02d7"
SPACES = " \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
NOTHINGS = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u180e\u034f\u2062"
DIRECTIONS = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c"
COMBINING = "\u0301\u0308\u0332\u0336\u20dd\u20e3\ufe0f"
OTHER_MARKS = ["_", "/", ".", ":", "*", "+", "=", "~", "\\", "|", "#", "•", "·", "→", "--", "…", "×", "()"]
NAMED_CODES = ["&nbsp;", "&ndash;", "&mdash;", "&minus;", "&shy;", "&thinsp;", "&ensp;", "&hyphen;", "&zwnj;"]
NUMBERED_CODES = ["&#45;", "&#8209;", "&#x2d;", "&#xA0;", "&#160;", "&#8722;", "&#X2013;"]
ADDRESS_CODES = ["%2D", "%20", "%2d", "%C2%A0", "%E2%80%91", "%E2%80%93", "%09", "%0A"]
# The zeros of other scripts; the nine digits follow.
SCRIPTS = {
    "arabic": 0x660,
    "persian": 0x6F0,
    "devanagari": 0x966,
    "bengali": 0x9E6,
    "thai": 0xE50,
    "khmer": 0x17E0,
    "full width": 0xFF10,
    "bold": 0x1D7CE,
    "double-struck": 0x1D7D8,
    "sans-serif": 0x1D7E2,
    "monospace": 0x1D7F6,
    "subscript": 0x2080,
    "segmented": 0x1FBF0,
}
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
CIRCLED = "⓪①②③④⑤⑥⑦⑧⑨"


def in_script(zero: int | str, text: str) -> str:
    digits = zero if isinstance(zero, str) else "".join(chr(zero + step) for step in range(10))
    return text.translate(str.maketrans("0123456789", digits))


HOSTILE = {
    "plain": ["3002751234", "300275-1234", "3102999999"],
    "every dash": [f"310299{dash}9999" for dash in DASHES],
    "every space": [f"300275{space}1234" for space in SPACES],
    "what shows as nothing, at the gap": [f"300275{mark}1234" for mark in NOTHINGS],
    "what shows as nothing, anywhere": [f"3002{mark}751234" for mark in NOTHINGS],
    "what shows as nothing, everywhere": ["\u200b".join("3002751234"), "\u2060".join("300275-1234")],
    "direction marks": [f"{mark}300275{mark}-1234{mark}" for mark in DIRECTIONS],
    "combining marks": [mark.join("3002751234") for mark in COMBINING],
    "key caps": ["".join(f"{digit}\ufe0f\u20e3" for digit in "3002751234")],
    "control characters": ["300275\x011234", "3002\x1f751234", "300275\x7f-1234", "300275\x851234"],
    "dash and spaces": [
        "300275 - 1234", "300275 -1234", "300275- 1234", "300275\u00a0–\u00a01234", "300275   —   1234",
    ],
    "many spaces": ["300275  1234", "300275" + " " * 12 + "1234"],
    "tabs": ["300275\t1234", "\t3002751234\t", "300275\t-\t1234"],
    "lines in a cell": [
        "300275\n1234", "300275-\n1234", "300275\r\n1234", "linje 1\n300275-1234\nlinje 3", "300275\x0b1234",
        "300275\u20281234",
    ],
    "other marks": [f"300275{mark}1234" for mark in OTHER_MARKS],
    "a semicolon in a cell": ["300275;1234", "300275; 1234"],
    "comma and space": ["300275, 1234", "300275 ,1234", "300275 , 1234"],
    "comma after a leading zero": ["010235,1234"],
    "brackets": ["(300275-1234)", "[3002751234]", "<300275-1234>", "{300275-1234}", "300275(1234)", "300275[1234]"],
    "quotes": [
        '"300275-1234"', "'3002751234'", "«300275-1234»", "“300275-1234”", "‘3002751234’", '"300275""1234"',
        "`3002751234`",
    ],
    "apostrophe before, as text in a spreadsheet": ["'3002751234", "’300275-1234"],
    "formulas": [
        '="3002751234"', "=3002751234", "=300275-1234", "+3002751234", "@300275-1234",
        '=TEKST(3002751234;"0000000000")', '=HYPERLINK("300275-1234")', "-3002751234",
    ],
    "named codes": [f"300275{code}1234" for code in NAMED_CODES],
    "numbered codes": [f"300275{code}1234" for code in NUMBERED_CODES],
    "codes of codes": ["300275&amp;nbsp;1234", "300275&amp;amp;#45;1234", "300275%252D1234"],
    "a code without its end": ["300275&ndash -1234", "300275-1234&nbsp"],
    "digits as codes": ["&#51;&#48;&#48;&#50;&#55;&#53;-1234", "%33%30%30%32%37%35-1234", "&#x33;002751234"],
    "address codes": [f"300275{code}1234" for code in ADDRESS_CODES],
    "script codes": [
        "300275\\u20111234", "300275\\u00a01234", "300275\\x2d1234", "300275\\t1234", "300275\\n1234",
        "\\u0033002751234",
    ],
    "tags between": ["300275<b>1234</b>", "300275<br/>1234", "<td>300275</td><td>1234</td>", "3002<i>75</i>1234"],
    "other scripts": [in_script(zero, "300275-1234") for zero in SCRIPTS.values()],
    "other scripts, together": [in_script(zero, "3002751234") for zero in SCRIPTS.values()],
    "raised digits": [in_script(RAISED, "3002751234"), f"300275{in_script(RAISED, '1234')}"],
    "circled digits": [in_script(CIRCLED, "3002751234"), in_script(CIRCLED, "300275-1234")],
    "scripts mixed": [in_script(0x660, "300275") + "-1234", "3002" + in_script(0xFF10, "751234")],
    "O for 0": ["3OO2751234", "30o275-1234", "3oO275 1234", "310299-1O34", "3OO275-12O4"],
    "l or I for 1": ["300275-l234", "300275I234", "3l0299-9999", "3I02999999"],
    "O and l together": ["3OO275-l234", "31O299-I234"],
    "every digit by itself": [
        "3 0 0 2 7 5 1 2 3 4", "3-0-0-2-7-5-1-2-3-4", "3.0.0.2.7.5.1.2.3.4", "3/0/0/2/7/5/1/2/3/4",
        "3_0_0_2_7_5_1_2_3_4", "3,0,0,2,7,5,1,2,3,4", "3|0|0|2|7|5|1|2|3|4", "3, 0, 0, 2, 7, 5, 1, 2, 3, 4",
    ],
    "every digit by itself, a dash before the number": [
        "3 0 0 2 7 5 - 1 2 3 4", "3.0.0.2.7.5-1.2.3.4", "3  0  0  2  7  5 - 1  2  3  4",
    ],
    "every digit on a line": ["3\n0\n0\n2\n7\n5\n1\n2\n3\n4"],
    "pairs": [
        "30 02 75 12 34", "30-02-75-12-34", "30.02.75.12.34", "30/02/75/12/34", "30 02 75 - 12 34",
        "30  02  75  12  34", "30\u00a002\u00a075\u00a012\u00a034",
    ],
    "two, two, two and four": [
        "30 02 75 1234", "30-02-75-1234", "30.02.75.1234", "30/02/75/1234", "30:02:75:1234", "30_02_75_1234",
    ],
    "four, two and four": ["3002 75 1234", "3002-75-1234", "3002 75-1234"],
    "two, four and four": ["30 0275 1234", "30-0275-1234", "30 0275-1234"],
    "three, three and four": ["300 275 1234", "300-275-1234", "300 275-1234"],
    "a date, then a dash": [
        "30.02.75-1234", "30/02-75-1234", "30/02/75 - 1234", "30. 02. 75-1234", "30 02 75–1234", "30-02/75-1234",
    ],
    "a date with its year in full": [
        "30.02.1975-1234", "30-02-1975-1234", "30/02-1975-1234", "30021975-1234", "30021975 1234", "30022005-1234",
    ],
    "a date, then a space": [
        "30.02.75 1234", "30/02-1975 1234", "30-02-1975 1234", "30/2-75 1234", "30.02.2005 1234", "30.02.75, 1234",
    ],
    "a date without its zeros": ["30.2.75-1234", "30/2-75-1234", "30/2 1975-1234", "30-2-1975-1234"],
    "the year in full, together": ["300219751234", "310218991234"],
    "the year first": [
        "19750230-1234", "197502301234", "1975-02-30 1234", "1975-02-30-1234", "1975/02/30 1234", "20050230-9876",
        "2005-02-30 9876",
    ],
    "the month by name": [
        "30. februar 1975-1234", "30 feb 75-1234", "30. feb. 1975 1234", "30FEB1975-1234", "31. april 2005 1234",
    ],
    "the number named": [
        "300275 løbenr. 1234", "300275, lbnr 1234", "300275 (løbenummer: 1234)", "300275 sidste fire: 1234",
        "300275 lb.nr. 1234",
    ],
    "a figure with decimals": [
        "3002751234,00", "3002751234.0", "3002751234,0", "3002751234.00", "3002751234,", "3002751234,000",
    ],
    "a spreadsheet's view": ["3.002751234E9", "3,002751234E+09", "3.002751234e+9", "3,002751234E9", "3.00275123E+09"],
    "padded with zeros": ["003002751234", "0000003002751234", "03002751234"],
    "signs before": ["−3002751234", "#3002751234", "№ 3002751234", "+300275-1234"],
    "replacement numbers": [
        "910299-9999", "900275 1234", "9104751234", "9002751234", "90.02.75-1234", "90 02 75 12 34",
    ],
    "zeros at the end": ["310475-0000", "3104750000"],
    "letters before": ["CPR310299-9999", "cpr3002751234", "A3002751234", "id3002751234", "Nr.3002751234"],
    "letters after": ["3002751234x", "300275-1234B", "3002751234nr5"],
    "a name before or after": [
        "Borger300275-1234", "300275-1234borger", "navn, 310299-9999", "300275-1234 N.N.", "N.N.300275-1234",
    ],
    "case text": [
        "Borgeren (310299-9999) er i praktik.", "se sag nr. 300275 1234!", "Møde med 310299-9999.",
        "Sag 22/38279 - 300275-1234", "kl. 12.30: 300275-1234 udeblev", "linje 4, cpr. 3002751234, afslag",
    ],
    "a number before": [
        "1 300275-1234", "5.310299-9999", "2023,300275 1234", "sag 5,3002751234", "nr. 1.3002751234",
        "580;300275-1234",
    ],
    "several in a cell": ["310299-9999;310475-1234", "310299-9999, 310475-1234", "3102999999/3104751234"],
    "JSON": [
        '{"cpr":"3002751234"}', '{"id": 3002751234}', '["300275","1234"]', '["300275", "1234"]',
        '{"a":1,"b":"300275-1234"}', '{"dato":"300275","løbenr":"1234"}',
    ],
    "XML": ["<cpr>3002751234</cpr>", '<b id="300275-1234"/>', "<![CDATA[300275-1234]]>", "<d>300275</d><n>1234</n>"],
    "file names": [
        "cpr_3002751234_slut", "3002751234.pdf", "300275-1234.docx", "sag_300275_1234_v2.xlsx",
        "C:\\sager\\3002751234\\brev.pdf", "/sager/300275-1234/brev",
    ],
    "addresses": [
        "a@310299-9999.dk", "3002751234@example.dk", "https://example.dk/?cpr=3002751234",
        "https://example.dk/?c=300275%2D1234&x=1", "mailto:300275-1234@example.dk",
    ],
    "delimited text in a cell": ["x;310299-9999;5", "A,3102999999", "a\t3002751234\tb", "a|3002751234|b"],
    "byte order mark": ["\ufeff310299-9999"],
    "a moment after": ["300275-1234 2024-12-31", "3002751234 12:34:56", "3002751234T12:00"],
    "a figure with text": [
        "beløb 500 kr. til 3002751234", "3002751234: 25 %", "3002751234 kr. 500", "kr. 500 3002751234",
    ],
}  # fmt: skip

# Caught only where the header says so: `{header: spellings}`.
UNDER_HEADER = {
    "thousands dots": [
        "3.002.751.234", "3 002 751 234", "3\u00a0002\u00a0751\u00a0234", "3'002'751'234", "3,002,751,234",
        "3.002.751.234,00",
    ],
    "halves": ["30027 51234", "3002751 234", "300275123 4", "3002 7512 34", "30 02 751 234"],
    "the comma of an amount": ["300275,1234", "3002751234,56", "3002751234 kr.", "310299.9900"],
    "the year in full, of this century": ["300220051234"],
    "the zero lost": [
        "110299999", "11029-9999", "11029 9999", "911359999", "nr 911359999", "11029\u00a09999", "11029–9999",
    ],
    "the zero lost, as a figure": ["110299999,00", "110299999.0", "110.299.999", "1,10299999E+08", "110 299 999"],
    "the zero lost, apart": ["1 10 29 99 99", "1-10-29-99-99", "1 1029 9999"],
    "the zero lost, in other digits": [in_script(0x660, "110299999"), in_script(0xFF10, "11029-9999")],
    "the zero lost, with codes": ["11029&nbsp;9999", "11029%2D9999", "11\u200b0299999"],
    "cut off by a spreadsheet": ["3,00275E+09", "3.00275E+09"],
}  # fmt: skip
CPR_HEADERS = [
    "CPR", "cpr", "cpr-nr.", "Cprnummer", "CPR_NR", "c.p.r.", "C.P.R.-nr", "Borgers cpr", "Borgers CPR-nummer",
    "Personnr", "Personnr.", "pers.nr", "Pers. nr.", "Personnummer", "PERSONNUMMER", "person_nr", "Person nr",
    "PersonID",
    "PNR", "P-nr", "pnr.", "Borger-ID", "borger_id", "BorgerId", "Borgernr", "Klientnummer", "cpr (borger)", "ＣＰＲ",
    "c\u00adpr", "CPR\u00a0nr.", "Barnets CPR", "cprNr", "id_cpr", "CPR/CVR", "Cpr. no.",
]  # fmt: skip
OTHER_HEADERS = [
    "periode", "personer", "Antal personer", "Fuldtidspersoner", "værdi", "tæller", "Pris", "område", "",
    "Borgere", "Antal borgere", "bemærkning", "beløb", "CVR-nr.", "konto", "EAN", "Personer i alt", "Borgertilfredshed",
    "Nr.", "Sagsnr.", "Ydelsesgruppe", "Perspektiv", "Opr. budget", "Personaleudgifter",
]  # fmt: skip

INNOCENT = {
    "nothing much": ["", "-", "..", "i.o.", "580", "9999", "310299"],
    "dates": [
        "31-12-2024", "31.12.2024", "31/12-2024", "2024-12-31", "20241231", "31.12.24", "1. juli 2025",
        "30. februar 1975",
    ],
    "moments": [
        "2024-12-31 12:34:56", "2024-12-31T12:34:56.123456Z", "31.12.2024 kl. 12.34", "20241231123456",
        "31-12-2024 12:34", "2024-12-31 1234", "31.12.23 12.34", "202412311234",
    ],
    "a date with a count": ["31.12.23: 1200", "31.12.2023 1200", "pr. 31.12.2023 1200 ledige", "1. maj 2023 1530"],
    "spans of dates": ["01.01.2023-31.12.2023", "1.1.-31.12.2023", "2018-2021", "2021/2022", "01012023-31122023"],
    "periods": ["2023M05", "2022QMAT04", "1. kvartal 2023", "2023K1", "2023H1", "maj 2023", "202305", "2023-05"],
    "telephones": [
        "74 12 34 56", "+45 74 12 34 56", "74123456", "0045 74 12 34 56", "+4574123456", "+46 70 123 45 67",
        "(+45) 74 12 34 56",
    ],
    "CVR numbers": ["12345678", "CVR 12345678", "CVR-nr. 29 18 98 54", "DK29189854"],
    "EAN and GLN": ["5798003102999", "5798000000000", "EAN 5798 0031 02999", "05798003102999"],
    "accounts of the chart": [
        "5.57.71", "5.57.71.001", "5.58.81.1.02", "5.46.60.1234", "5.57.71-001", "0.22.01.1234", "557710011",
    ],
    "kroner": [
        "9.253.812,00", "43098,31", "9.253.812.000 kr.", "1.234.567.890,00", "1.012.345.678", "-3.002.751.234,00",
        "3 002 751 234", "1.388.248 kr.", "509392", "36,4 mill. kr.",
    ],
    "kroner over a milliard": [
        "1234567890,00", "5093920000,00", "3002751234,56", "3002751234 kr.", "kr. 3002751234", "3002751234,50 kr.",
        "DKK 3002751234", "4.512.345.678,00",
    ],
    "money from a database": ["310299.0000", "1250.0000", "-310299.0000", "310299.1200", "310299,1234", "120312,5000"],
    "ratios": [
        "0,3112991234", "0.3112991234", "12,3102999999", "−0,3002751234", "25,7641921397 %",
        '{"andel": 0.3002751234}', "andel 0,3002751234 i 2023", "0.30027512341234567",
    ],
    "percentages": ["11,6 %", "100", "25,76", "-0,3 pct. point"],
    "case numbers": ["22/38279", "Sag 22/38279", "27.03.00-A00-1-23", "2023-012345", "EMN-2023-012345"],
    "codes of areas and tables": ["580", "0580", "Y09A02", "y25i09/y25i01", "PTV_A02", "ARE207", "5.68.90"],
    "books": ["ISBN 87-02-04567-8", "978-87-02-04567-8", "ISBN 8702045678", "ISBN-13: 9788702045678"],
    "UUIDs and checksums": [
        "3002751b-1234-4abc-8def-300275123412", "f3002751234a4b1c8d2e1f0a9b8c7d6e",
        "a94a8fe5ccb19ba61c4c0873d391e987982fbbd3",
    ],
    "bank accounts": ["DK50 0040 0440 1162 43", "DK5000400440116243", "DK5030023002751234", "0040 440116243"],
    "too long": ["31029999991", "13102999999", "5798003102999999", "310299-99999", "1234567890123456"],
    "too short": ["310299-999", "31029-9999", "102001234", "300275-XXXX", "300275-****", "300275"],
    "no such day or month": ["311399-1234", "321299-1234", "001299-1234", "310099-1234", "3013751234", "4002751234"],
    "lists of figures": [
        "1133;975;853;783", "914, 878, 922, 879, 831, 778, 702", "164 203 321 464 493 495 509 536",
        "12,2 13,3 11,5 12,1 25,2 34,7", "11653 7223 5705 4438 1832", "2018 2019 2020 2021 2022",
    ],
    "a line of a file": [
        "Aabenraa;2021M08;25,1;;;y60c07", "fleksjobledighed;Aabenraa;2021M08;25,1;59;229;nej;;Jobindsats Y09A02",
    ],
    "a spreadsheet's view of a sum": ["1,23E+09", "5.09392E8", "1,2345678E+08", "3,00275E+09"],
    "words with l, I and o": ["IllolIOOlo", "KIK II 2018-2022", "lo1O", "IO-580", "O2751234"],
    "addresses": ["https://example.dk/sag?id=12345", "%20%20%2D", "a&nbsp;b", "Børn &amp; unge 2023", "C:\\tmp\\2023"],
    "versions and machines": ["5.2.19", "192.168.100.200", "10.0.19.12", "v1.2.3-4567"],
}  # fmt: skip
