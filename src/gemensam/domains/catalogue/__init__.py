"""What the schools of the region offer (Swedish: utbildningsutbud).

Used by everyone: an offering is one education at one school unit and year that an applicant can choose.
Reception areas say from which municipalities a public provider receives first hand.
"""
